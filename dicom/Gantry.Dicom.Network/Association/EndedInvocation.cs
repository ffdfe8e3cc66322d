namespace Gantry.Dicom.Network;

/// <summary>An operation that this side has invoked (PS3.7 §A.4), and that has ended.</summary>
/// <param name="Context">Its presentation context.</param>
/// <param name="Command">The request, with its message ID.</param>
/// <param name="Response">The final response; null where none came: the association was lost, or the operation was given up.</param>
/// <param name="PendingResponses">The pending responses before it.</param>
/// <param name="Duration">The time from its turn to its end.</param>
/// <param name="Bytes">The bytes that the association carried meanwhile, in both directions; those of several operations at a time are counted with each of them.</param>
/// <param name="DataSet">The data set of the request, where it was given as one; null where there was none, or it was given as bytes.</param>
public sealed record EndedInvocation(
    PresentationContext Context, DimseRq Command, DimseRsp? Response, int PendingResponses, TimeSpan Duration, long Bytes, DicomDataSet? DataSet);

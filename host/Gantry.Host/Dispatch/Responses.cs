using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch;

/// <summary>Turns what handlers return into DIMSE responses.</summary>
internal static class Responses
{
    public static DimseResponse Of(FinalResponse response) => new(response.Status)
    {
        ErrorComment = response.ErrorComment,
        OffendingElements = response.OffendingElements,
    };

    public static DimseResponse Of(RetrieveResponse response) => Of((FinalResponse)response) with
    {
        // Remaining goes with Cancel alone, and the failed ones with every other end than Success (PS3.7 §9.1.4.1; PS3.4 §C.4.2.1.4.2).
        SubOperations = response.SubOperations is { } counters ? Counters(counters, response.Status == DimseStatus.Cancel) : null,
        DataSet = response.FailedSopInstanceUids.IsEmpty || response.Status == DimseStatus.Success
            ? null
            : DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.FailedSOPInstanceUIDList, [.. response.FailedSopInstanceUids]).Build()),
    };

    public static DimseResponse Of(NServiceResponse response) => Of((FinalResponse)response) with
    {
        DataSet = response.DataSet is null ? null : DataSetSource.Of(response.DataSet),
        AffectedSopInstanceUid = response.AffectedSopInstanceUid,
        ErrorId = response.ErrorId,
        AttributeIdentifierList = response.AttributeIdentifierList,
    };

    /// <summary>A response of a peer, as a plugin reads it.</summary>
    public static NServiceResponse Of(DimseReply reply) => new(reply.Status)
    {
        ErrorComment = reply.Command.ErrorComment,
        OffendingElements = reply.Command.OffendingElements,
        DataSet = reply.DataSet.IsEmpty ? null : reply.ReadDataSet(),
        AffectedSopInstanceUid = reply.Command.AffectedSopInstanceUid,
        ErrorId = reply.Command.ErrorId,
        AttributeIdentifierList = reply.Command.AttributeIdentifierList,
    };

    public static SubOperationCounters Counters(SubOperations counters, bool withRemaining) => new(
        withRemaining ? Clamp(counters.Remaining) : null, Clamp(counters.Completed), Clamp(counters.Failed), Clamp(counters.Warning));

    private static ushort Clamp(int count) => (ushort)Math.Clamp(count, 0, ushort.MaxValue);
}

using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>An instance that a C-GET brings, while it comes in.</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="SopInstanceUid">The SOP instance: digits and dots, whatever the peer sends, so that it is safe as a file's name.</param>
/// <param name="TransferSyntax">The transfer syntax of the data set.</param>
/// <param name="DataSet">The data set without file meta information; about 256 KB are buffered, and what is not read holds the peer back. Not to be used after the call.</param>
public sealed record ReceivedInstance(Uid SopClassUid, Uid SopInstanceUid, TransferSyntax TransferSyntax, PipeReader DataSet)
{
    /// <summary>Who sends it.</summary>
    public AETitle SendingAETitle { get; init; }

    /// <summary>Who takes it.</summary>
    public AETitle ReceivingAETitle { get; init; }
}

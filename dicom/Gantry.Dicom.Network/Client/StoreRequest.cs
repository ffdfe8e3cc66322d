namespace Gantry.Dicom.Network;

/// <summary>An instance to be sent by C-STORE (PS3.7 §9.1.1).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="SopInstanceUid">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax that the data set is in.</param>
/// <param name="DataSet">The data set without file meta information.</param>
public sealed record StoreRequest(Uid SopClassUid, Uid SopInstanceUid, TransferSyntax TransferSyntax, DataSetSource DataSet)
{
    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>Who asked for it by C-MOVE; empty for nobody.</summary>
    public AETitle MoveOriginatorAETitle { get; init; }

    /// <summary>The Message ID of that C-MOVE; null for none.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }
}

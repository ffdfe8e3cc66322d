namespace Gantry.Dicom.Network;

/// <summary>An instance that a peer does not commit to.</summary>
/// <param name="Reference">The instance.</param>
/// <param name="FailureReason">The Failure Reason (0008,1197) (PS3.3 §C.14.1.1); 0 where the peer gave none.</param>
public readonly record struct CommitmentFailure(SopReference Reference, ushort FailureReason)
{
    /// <summary>The reason in words.</summary>
    public string Describe() => FailureReason switch
    {
        0x0110 => "processing failure",
        0x0112 => "no such object instance",
        0x0119 => "class and instance conflict",
        0x0122 => "SOP class not supported",
        0x0131 => "duplicate transaction UID",
        0x0213 => "resource limitation",
        _ => $"reason {FailureReason:X4}H",
    };
}

namespace Gantry.Dicom.Network;

/// <summary>N-CREATE-RQ (PS3.7 §10.3.5.1); without SOP Instance UID it asks the performer to make one.</summary>
public sealed record NCreateRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NCreateRq;

    private protected override DimseRsp CreateResponse() => new NCreateRsp();
}

/// <summary>N-CREATE-RSP (PS3.7 §10.3.5.2).</summary>
public sealed record NCreateRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NCreateRsp;
}

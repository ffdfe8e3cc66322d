namespace Gantry.Dicom.Network;

/// <summary>N-SET-RQ (PS3.7 §10.3.3.1).</summary>
public sealed record NSetRq : RequestedSopRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NSetRq;

    internal override bool NeedsDataSet => true;

    private protected override DimseRsp CreateResponse() => new NSetRsp();
}

/// <summary>N-SET-RSP (PS3.7 §10.3.3.2).</summary>
public sealed record NSetRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NSetRsp;
}

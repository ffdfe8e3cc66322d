namespace Gantry.Dicom.Network;

/// <summary>N-DELETE-RQ (PS3.7 §10.3.6.1).</summary>
public sealed record NDeleteRq : RequestedSopRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NDeleteRq;

    private protected override DimseRsp CreateResponse() => new NDeleteRsp();
}

/// <summary>N-DELETE-RSP (PS3.7 §10.3.6.2).</summary>
public sealed record NDeleteRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NDeleteRsp;
}

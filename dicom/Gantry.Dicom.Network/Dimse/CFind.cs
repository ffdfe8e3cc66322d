namespace Gantry.Dicom.Network;

/// <summary>C-FIND-RQ (PS3.7 §9.3.2.1).</summary>
public sealed record CFindRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CFindRq;

    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    internal override bool NeedsDataSet => true;

    private protected override DimseRsp CreateResponse() => new CFindRsp();

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.Priority = (ushort)Priority;
    }
}

/// <summary>C-FIND-RSP (PS3.7 §9.3.2.2).</summary>
public sealed record CFindRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CFindRsp;
}

namespace Gantry.Dicom.Network;

/// <summary>C-GET-RQ (PS3.7 §9.3.3.1).</summary>
public sealed record CGetRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CGetRq;

    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    internal override bool NeedsDataSet => true;

    private protected override DimseRsp CreateResponse() => new CGetRsp();

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.Priority = (ushort)Priority;
    }
}

/// <summary>C-GET-RSP (PS3.7 §9.3.3.2).</summary>
public sealed record CGetRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CGetRsp;

    /// <summary>The numbers of sub-operations.</summary>
    public SubOperationCounters SubOperations { get; init; }

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.SubOperations = SubOperations;
    }
}

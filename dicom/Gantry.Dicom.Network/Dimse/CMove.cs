namespace Gantry.Dicom.Network;

/// <summary>C-MOVE-RQ (PS3.7 §9.3.4.1).</summary>
public sealed record CMoveRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CMoveRq;

    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>The Move Destination (0000,0600).</summary>
    public AETitle MoveDestination { get; init; }

    internal override bool NeedsDataSet => true;

    private protected override DimseRsp CreateResponse() => new CMoveRsp();

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.Priority = (ushort)Priority;
        elements.MoveDestination = MoveDestination;
    }
}

/// <summary>C-MOVE-RSP (PS3.7 §9.3.4.2).</summary>
public sealed record CMoveRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CMoveRsp;

    /// <summary>The numbers of sub-operations.</summary>
    public SubOperationCounters SubOperations { get; init; }

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.SubOperations = SubOperations;
    }
}

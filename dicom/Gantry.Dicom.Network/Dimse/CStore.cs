namespace Gantry.Dicom.Network;

/// <summary>C-STORE-RQ (PS3.7 §9.3.1.1).</summary>
public sealed record CStoreRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CStoreRq;

    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>The Move Originator Application Entity Title (0000,1030): who asked by C-MOVE; empty for nobody.</summary>
    public AETitle MoveOriginatorAETitle { get; init; }

    /// <summary>The Move Originator Message ID (0000,1031); null where it is absent.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }

    internal override bool NeedsDataSet => true;

    internal override bool NeedsSopInstanceUid => true;

    private protected override DimseRsp CreateResponse() => new CStoreRsp();

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.Priority = (ushort)Priority;
        elements.MoveOriginatorAETitle = MoveOriginatorAETitle;
        elements.MoveOriginatorMessageId = MoveOriginatorMessageId;
    }
}

/// <summary>C-STORE-RSP (PS3.7 §9.3.1.2).</summary>
public sealed record CStoreRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CStoreRsp;
}

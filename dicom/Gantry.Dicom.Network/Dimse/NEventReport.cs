namespace Gantry.Dicom.Network;

/// <summary>N-EVENT-REPORT-RQ (PS3.7 §10.3.1.1).</summary>
public sealed record NEventReportRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NEventReportRq;

    /// <summary>The Event Type ID (0000,1002).</summary>
    public ushort EventTypeId { get; init; }

    internal override bool NeedsSopInstanceUid => true;

    private protected override DimseRsp CreateResponse() => new NEventReportRsp { EventTypeId = EventTypeId };

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.EventTypeId = EventTypeId;
    }
}

/// <summary>N-EVENT-REPORT-RSP (PS3.7 §10.3.1.2).</summary>
public sealed record NEventReportRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NEventReportRsp;

    /// <summary>The Event Type ID (0000,1002); null where it is absent.</summary>
    public ushort? EventTypeId { get; init; }

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.EventTypeId = EventTypeId;
    }
}

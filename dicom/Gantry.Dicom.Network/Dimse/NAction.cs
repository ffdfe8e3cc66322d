namespace Gantry.Dicom.Network;

/// <summary>N-ACTION-RQ (PS3.7 §10.3.4.1).</summary>
public sealed record NActionRq : RequestedSopRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NActionRq;

    /// <summary>The Action Type ID (0000,1008).</summary>
    public ushort ActionTypeId { get; init; }

    private protected override DimseRsp CreateResponse() => new NActionRsp { ActionTypeId = ActionTypeId };

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.ActionTypeId = ActionTypeId;
    }
}

/// <summary>N-ACTION-RSP (PS3.7 §10.3.4.2).</summary>
public sealed record NActionRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NActionRsp;

    /// <summary>The Action Type ID (0000,1008); null where it is absent.</summary>
    public ushort? ActionTypeId { get; init; }

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.ActionTypeId = ActionTypeId;
    }
}

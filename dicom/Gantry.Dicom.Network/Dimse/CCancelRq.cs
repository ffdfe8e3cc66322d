namespace Gantry.Dicom.Network;

/// <summary>C-CANCEL-RQ: ends a C-FIND, C-GET or C-MOVE; it has no message ID and no response of its own (PS3.7 §9.3.2.3).</summary>
public sealed record CCancelRq : CommandSet
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CCancelRq;

    /// <summary>The Message ID Being Responded To (0000,0120): the operation to end.</summary>
    public ushort MessageIdBeingRespondedTo { get; init; }

    internal override void CopyTo(CommandElements elements) => elements.MessageIdBeingRespondedTo = MessageIdBeingRespondedTo;
}

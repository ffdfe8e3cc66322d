namespace Gantry.Dicom.Network;

/// <summary>A request of an N-service whose SOP class and instance are <em>requested</em> ones (PS3.7 §10.3).</summary>
public abstract record RequestedSopRq : DimseRq
{
    private protected RequestedSopRq()
    {
    }

    internal override bool NeedsSopInstanceUid => true;

    internal override void CopyTo(CommandElements elements)
    {
        elements.MessageId = MessageId;
        elements.RequestedSopClassUid = SopClassUid;
        elements.RequestedSopInstanceUid = SopInstanceUid;
    }
}

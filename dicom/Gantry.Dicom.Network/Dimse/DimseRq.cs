namespace Gantry.Dicom.Network;

/// <summary>The command set of a request; C-CANCEL-RQ is none, as it has no response.</summary>
public abstract record DimseRq : CommandSet
{
    private protected DimseRq()
    {
    }

    /// <summary>The Message ID (0000,0110). The association that sends the request sets it.</summary>
    public ushort MessageId { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002), or the Requested SOP Class UID (0000,0003) where the request has that.</summary>
    public Uid SopClassUid { get; init; }

    /// <summary>The Affected (0000,1000) or Requested SOP Instance UID (0000,1001); empty where the request has none.</summary>
    public Uid SopInstanceUid { get; init; }

    /// <summary>True where the standard demands a data set with the request (PS3.7 §9.3, §10.3).</summary>
    internal virtual bool NeedsDataSet => false;

    /// <summary>True where the standard demands a SOP Instance UID.</summary>
    internal virtual bool NeedsSopInstanceUid => false;

    /// <summary>The response that goes with the request; identifiers are filled in.</summary>
    internal DimseRsp CreateResponse(DimseStatus status)
    {
        var response = CreateResponse();
        return response with { MessageIdBeingRespondedTo = MessageId, Status = status, AffectedSopClassUid = SopClassUid, AffectedSopInstanceUid = SopInstanceUid };
    }

    private protected abstract DimseRsp CreateResponse();

    internal override void CopyTo(CommandElements elements)
    {
        elements.MessageId = MessageId;
        elements.AffectedSopClassUid = SopClassUid;
        elements.AffectedSopInstanceUid = SopInstanceUid;
    }
}

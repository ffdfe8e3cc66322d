using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>The command set of a response.</summary>
public abstract record DimseRsp : CommandSet
{
    private protected DimseRsp()
    {
    }

    /// <summary>The Message ID Being Responded To (0000,0120).</summary>
    public ushort MessageIdBeingRespondedTo { get; init; }

    /// <summary>The Status (0000,0900).</summary>
    public DimseStatus Status { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002); empty where it is absent.</summary>
    public Uid AffectedSopClassUid { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000); empty where it is absent.</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Offending Elements (0000,0901) (PS3.7 §C.4.1).</summary>
    public ImmutableArray<Tag> OffendingElements { get; init; } = [];

    /// <summary>The Error Comment (0000,0902), at most 64 characters; null where it is absent.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>The Error ID (0000,0903); null where it is absent.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>The Attribute Identifier List (0000,1005) that some N-service statuses carry (PS3.7 §C.4.2, §C.5.13, §C.5.17).</summary>
    public ImmutableArray<Tag> AttributeIdentifierList { get; init; } = [];

    internal override void CopyTo(CommandElements elements)
    {
        elements.MessageIdBeingRespondedTo = MessageIdBeingRespondedTo;
        elements.Status = Status.Code;
        elements.AffectedSopClassUid = AffectedSopClassUid;
        elements.AffectedSopInstanceUid = AffectedSopInstanceUid;
        elements.OffendingElements = OffendingElements;
        elements.ErrorComment = ErrorComment;
        elements.ErrorId = ErrorId;
        elements.AttributeIdentifierList = AttributeIdentifierList;
    }
}

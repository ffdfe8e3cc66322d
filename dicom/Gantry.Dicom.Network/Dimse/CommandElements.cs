using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>The elements of a command set, those of all messages together (PS3.7 §E.1).</summary>
internal sealed class CommandElements
{
    /// <summary>The Command Data Set Type (0000,0800) that says that no data set follows.</summary>
    public const ushort NoDataSet = 0x0101;

    public Uid AffectedSopClassUid { get; set; }
    public Uid RequestedSopClassUid { get; set; }
    public ushort? CommandField { get; set; }
    public ushort? MessageId { get; set; }
    public ushort? MessageIdBeingRespondedTo { get; set; }
    public AETitle MoveDestination { get; set; }
    public ushort? Priority { get; set; }
    public ushort DataSetType { get; set; } = NoDataSet;
    public ushort? Status { get; set; }
    public ImmutableArray<Tag> OffendingElements { get; set; } = [];
    public string? ErrorComment { get; set; }
    public ushort? ErrorId { get; set; }
    public Uid AffectedSopInstanceUid { get; set; }
    public Uid RequestedSopInstanceUid { get; set; }
    public ushort? EventTypeId { get; set; }
    public ImmutableArray<Tag> AttributeIdentifierList { get; set; } = [];
    public ushort? ActionTypeId { get; set; }
    public SubOperationCounters SubOperations { get; set; }
    public AETitle MoveOriginatorAETitle { get; set; }
    public ushort? MoveOriginatorMessageId { get; set; }

    /// <summary>True where a SOP Instance UID stands there and is none (0117H).</summary>
    public bool HasInvalidSopInstanceUid { get; set; }

    /// <summary>True where a data set follows.</summary>
    public bool HasDataSet => DataSetType != NoDataSet;

    /// <summary>The command set as its own type; null where the Command Field is not known.</summary>
    public CommandSet? ToCommandSet() => CommandField switch
    {
        >= 0x8000 => ToResponse(),
        (ushort)Network.CommandField.CCancelRq => new CCancelRq { MessageIdBeingRespondedTo = MessageIdBeingRespondedTo ?? 0 },
        _ => ToRequest(),
    };

    private DimseRq? ToRequest()
    {
        DimseRq? request = (CommandField)(CommandField ?? 0) switch
        {
            Network.CommandField.CStoreRq => new CStoreRq
            {
                Priority = (Priority)(Priority ?? 0),
                MoveOriginatorAETitle = MoveOriginatorAETitle,
                MoveOriginatorMessageId = MoveOriginatorMessageId,
            },
            Network.CommandField.CFindRq => new CFindRq { Priority = (Priority)(Priority ?? 0) },
            Network.CommandField.CGetRq => new CGetRq { Priority = (Priority)(Priority ?? 0) },
            Network.CommandField.CMoveRq => new CMoveRq { Priority = (Priority)(Priority ?? 0), MoveDestination = MoveDestination },
            Network.CommandField.CEchoRq => new CEchoRq(),
            Network.CommandField.NEventReportRq => new NEventReportRq { EventTypeId = EventTypeId ?? 0 },
            Network.CommandField.NGetRq => new NGetRq { AttributeIdentifierList = AttributeIdentifierList },
            Network.CommandField.NSetRq => new NSetRq(),
            Network.CommandField.NActionRq => new NActionRq { ActionTypeId = ActionTypeId ?? 0 },
            Network.CommandField.NCreateRq => new NCreateRq(),
            Network.CommandField.NDeleteRq => new NDeleteRq(),
            _ => null,
        };
        var isRequested = request is RequestedSopRq;
        return request is null ? null : request with
        {
            MessageId = MessageId ?? 0,
            SopClassUid = isRequested ? RequestedSopClassUid : AffectedSopClassUid,
            SopInstanceUid = isRequested ? RequestedSopInstanceUid : AffectedSopInstanceUid,
            HasDataSet = HasDataSet,
        };
    }

    private DimseRsp? ToResponse()
    {
        DimseRsp? response = (CommandField)(CommandField ?? 0) switch
        {
            Network.CommandField.CStoreRsp => new CStoreRsp(),
            Network.CommandField.CFindRsp => new CFindRsp(),
            Network.CommandField.CGetRsp => new CGetRsp { SubOperations = SubOperations },
            Network.CommandField.CMoveRsp => new CMoveRsp { SubOperations = SubOperations },
            Network.CommandField.CEchoRsp => new CEchoRsp(),
            Network.CommandField.NEventReportRsp => new NEventReportRsp { EventTypeId = EventTypeId },
            Network.CommandField.NGetRsp => new NGetRsp(),
            Network.CommandField.NSetRsp => new NSetRsp(),
            Network.CommandField.NActionRsp => new NActionRsp { ActionTypeId = ActionTypeId },
            Network.CommandField.NCreateRsp => new NCreateRsp(),
            Network.CommandField.NDeleteRsp => new NDeleteRsp(),
            _ => null,
        };
        return response is null ? null : response with
        {
            MessageIdBeingRespondedTo = MessageIdBeingRespondedTo ?? 0,
            Status = new DimseStatus(Status ?? 0),
            AffectedSopClassUid = AffectedSopClassUid,
            AffectedSopInstanceUid = AffectedSopInstanceUid,
            OffendingElements = OffendingElements,
            ErrorComment = ErrorComment,
            ErrorId = ErrorId,
            AttributeIdentifierList = AttributeIdentifierList,
            HasDataSet = HasDataSet,
        };
    }
}

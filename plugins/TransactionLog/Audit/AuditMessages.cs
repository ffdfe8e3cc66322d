using System.Net;
using System.Xml.Linq;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Says which audit events (PS3.15 §A.5.3) are made of what happens here.</summary>
internal static class AuditMessages
{
    private static readonly string Process = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Application Activity: this plugin was started or is stopped (§A.5.3.1).</summary>
    public static AuditEvent Activity(bool isStart, string title, DateTimeOffset now) => new(AuditCode.ApplicationActivity, "E", now, AuditOutcome.Success)
    {
        Type = isStart ? AuditCode.ApplicationStart : AuditCode.ApplicationStop,
        Participants = [new(Process, IsRequestor: false) { AETitles = title, Role = AuditCode.Application }],
    };

    /// <summary>Query (§A.5.3.10): a C-FIND of a peer, or of this server.</summary>
    public static AuditEvent Query(AuditedQuery query) => new(AuditCode.Query, "E", query.At, OutcomeOf(query.Status))
    {
        Participants =
        [
            new(query.Calling.Value, IsRequestor: true) { AETitles = query.Calling.Value, Address = query.IsOutgoing ? null : query.Peer, Role = AuditCode.Source },
            new(query.Called.Value, IsRequestor: false) { AETitles = query.Called.Value, Address = query.IsOutgoing ? query.Peer : null, Role = AuditCode.Destination },
        ],
        Objects = [AuditXml.Query(query.SopClass.Value, query.Identifier, TransferSyntax.ExplicitVRLittleEndian.Uid.Value)],
    };

    /// <summary>DICOM Instances Transferred, or Begin Transferring (§A.5.3.7, §A.5.3.3): instances of one study.</summary>
    public static AuditEvent Transfer(AuditedTransfer transfer, bool isBegin, PatientStudy study, IEnumerable<(string SopClass, int Count)> instances, DateTimeOffset now) =>
        new(isBegin ? AuditCode.BeginTransferring : AuditCode.InstancesTransferred, isBegin ? "E" : transfer.IsOutgoing ? "R" : "C", now, AuditOutcome.Success)
        {
            Participants =
            [
                new(transfer.Source.Value, IsRequestor: true) { AETitles = transfer.Source.Value, Address = transfer.IsOutgoing ? null : transfer.Peer, Role = AuditCode.Source },
                new(transfer.Destination.Value, IsRequestor: false) { AETitles = transfer.Destination.Value, Address = transfer.IsOutgoing ? transfer.Peer : null, Role = AuditCode.Destination },
            ],
            Objects = [AuditXml.Study(study.Study.Value, instances), AuditXml.Patient(study.PatientId, study.PatientName)],
        };

    /// <summary>DICOM Study Deleted (§A.5.3.8), or DICOM Instances Accessed with the action of a deletion (§A.5.3.6) where it was not the whole study.</summary>
    public static AuditEvent Deletion(DeletedInstances deleted, PatientStudy study) =>
        new(deleted.IsWholeStudy ? AuditCode.StudyDeleted : AuditCode.InstancesAccessed, "D", deleted.At, AuditOutcome.Success)
        {
            OutcomeText = deleted.Reason,
            Participants = deleted.User.Length == 0
                ? [new(deleted.Plugin, IsRequestor: true) { Role = AuditCode.Application }]
                : [new(deleted.User, IsRequestor: true), new(deleted.Plugin, IsRequestor: false) { Role = AuditCode.Application }],
            Objects =
            [
                AuditXml.Study(study.Study.Value, deleted.Instances.Select(pair => (pair.Key.Value, pair.Value)).OrderBy(pair => pair.Item1, StringComparer.Ordinal)),
                AuditXml.Patient(study.PatientId, study.PatientName),
            ],
        };

    /// <summary>Security Alert, Node Authentication (§A.5.3.11): a peer was rejected. User Authentication (§A.5.3.12): one named a user who was checked. Null for other associations.</summary>
    public static AuditEvent? Association(CompletedAssociation association, DateTimeOffset now)
    {
        var peer = new AuditParticipant(association.CallingAETitle.Value, IsRequestor: true) { AETitles = association.CallingAETitle.Value, Address = association.Peer };
        if (association is { Outcome: AssociationOutcome.Rejected, IsOutgoing: false })
        {
            return new(AuditCode.SecurityAlert, "E", now, AuditOutcome.MinorFailure)
            {
                Type = AuditCode.NodeAuthentication,
                OutcomeText = association.Reason,
                Participants = [peer],
                Objects = [AuditXml.System("13", AuditCode.NodeId, association.CallingAETitle.Value)],
            };
        }

        return association.User is { } user && !association.IsOutgoing
            ? new(AuditCode.UserAuthentication, "E", now, AuditOutcome.Success) { Type = AuditCode.Login, Participants = [peer with { UserId = user.Name }] }
            : null;
    }

    /// <summary>Security Alert, User Authentication or Audit Log Used (§A.5.3.11, .12, .2): what administrators do.</summary>
    public static AuditEvent Action(AdministrativeAction action)
    {
        var outcome = action.Status < 400 ? AuditOutcome.Success : action.Status < 500 ? AuditOutcome.MinorFailure : AuditOutcome.SeriousFailure;
        var who = new AuditParticipant(action.User.Length == 0 ? "unknown" : action.User, IsRequestor: true) { Address = action.Peer };
        XElement[] concerned = [AuditXml.System("13", AuditCode.Uri, action.Command, action.Object)];
        return action.Kind switch
        {
            AdministrativeActionKind.AuditLogUsed => new(AuditCode.AuditLogUsed, "R", action.At, outcome) { OutcomeText = action.Outcome, Participants = [who], Objects = concerned },
            AdministrativeActionKind.Refused or AdministrativeActionKind.Login or AdministrativeActionKind.Logout => new(AuditCode.UserAuthentication, "E", action.At, outcome)
            {
                Type = action.Kind == AdministrativeActionKind.Logout ? AuditCode.Logout : AuditCode.Login,
                OutcomeText = action.Outcome,
                Participants = [who],
            },
            _ => new(AuditCode.SecurityAlert, "E", action.At, outcome)
            {
                Type = action.Kind switch
                {
                    AdministrativeActionKind.Network => AuditCode.NetworkConfiguration,
                    AdministrativeActionKind.Security => AuditCode.SecurityConfiguration,
                    _ => AuditCode.SoftwareConfiguration,
                },
                OutcomeText = action.Outcome,
                Participants = [who],
                Objects = concerned,
            },
        };
    }

    /// <summary>Query, DICOM Instances Transferred or Accessed, User Authentication (§A.5.3.10, .7, .6, .12): a request to a web service, or several of the same kind for the same study.</summary>
    /// <param name="request">The first of them.</param>
    /// <param name="count">How many there were.</param>
    /// <param name="title">The AE title of this server.</param>
    /// <param name="study">The study that they were for; null for none that is named.</param>
    public static AuditEvent Web(CompletedWebRequest request, int count, string title, PatientStudy? study)
    {
        var kind = AuditedWeb.KindOf(request);
        var (id, action) = kind switch
        {
            AuditedWebKind.Query => (AuditCode.Query, "E"),
            AuditedWebKind.TransferredOut => (AuditCode.InstancesTransferred, "R"),
            AuditedWebKind.TransferredIn => (AuditCode.InstancesTransferred, "C"),
            AuditedWebKind.Accessed => (AuditCode.InstancesAccessed, "R"),
            _ => (AuditCode.UserAuthentication, "E"),
        };
        var isOut = kind == AuditedWebKind.TransferredOut;
        var user = new AuditParticipant(request.User.Length == 0 ? "unknown" : request.User, IsRequestor: true)
        {
            Address = request.Peer,
            Role = kind is AuditedWebKind.Accessed or AuditedWebKind.Refused ? null : isOut ? AuditCode.Destination : AuditCode.Source,
        };
        var server = new AuditParticipant(title, IsRequestor: false) { AETitles = title, Role = isOut ? AuditCode.Source : AuditCode.Destination };
        XElement uri = kind == AuditedWebKind.Query ? AuditXml.WebQuery(request.Route, request.Query) : AuditXml.System("20", AuditCode.Uri, request.Route, count > 1 ? $"{count} requests" : "");
        return new(id, action, request.At, AuditedWeb.OutcomeOf(request))
        {
            Type = kind == AuditedWebKind.Refused ? AuditCode.Login : null,
            OutcomeText = request.Outcome,
            Participants = kind is AuditedWebKind.Accessed or AuditedWebKind.Refused ? [user] : [user, server],
            Objects = study is null ? [uri] : [AuditXml.Study(study.Study.Value, []), AuditXml.Patient(study.PatientId, study.PatientName), uri],
        };
    }

    private static AuditOutcome OutcomeOf(DimseStatus? status) => status?.Class switch
    {
        DimseStatusClass.Success => AuditOutcome.Success,
        DimseStatusClass.Warning or DimseStatusClass.Cancel => AuditOutcome.MinorFailure,
        _ => AuditOutcome.SeriousFailure,
    };
}

/// <summary>A C-FIND that has ended. The identifier is encoded, and empty where it is too large for a message.</summary>
internal sealed record AuditedQuery(AETitle Calling, AETitle Called, EndPoint? Peer, bool IsOutgoing, Uid SopClass, DimseStatus? Status, byte[] Identifier, DateTimeOffset At);

/// <summary>An instance that was stored here, or at a peer.</summary>
internal sealed record AuditedTransfer(long Association, AETitle Source, AETitle Destination, EndPoint? Peer, bool IsOutgoing, Uid SopClass, Uid SopInstance);

/// <summary>A study, and whose it is.</summary>
internal sealed record PatientStudy(Uid Study, string PatientId, string PatientName);

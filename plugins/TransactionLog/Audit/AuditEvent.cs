using System.Xml.Linq;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>How an audited event went (PS3.15 §A.5.2, EventOutcomeIndicator).</summary>
internal enum AuditOutcome
{
    Success = 0,
    MinorFailure = 4,
    SeriousFailure = 8,
}

/// <summary>An event to be audited.</summary>
internal sealed record AuditEvent(AuditCode Id, string Action, DateTimeOffset At, AuditOutcome Outcome)
{
    public AuditCode? Type { get; init; }

    public string OutcomeText { get; init; } = "";

    public IReadOnlyList<AuditParticipant> Participants { get; init; } = [];

    public IReadOnlyList<XElement> Objects { get; init; } = [];
}

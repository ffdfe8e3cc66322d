using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Makes records of associations.</summary>
internal static class AssociationRecord
{
    /// <summary>The record of an association that has ended now.</summary>
    public static TransactionRecord Of(CompletedAssociation association, DateTimeOffset now)
    {
        var (local, remote) = association.IsOutgoing
            ? (association.CallingAETitle, association.CalledAETitle)
            : (association.CalledAETitle, association.CallingAETitle);
        return new TransactionRecord
        {
            At = now,
            Kind = TransactionKind.Association,
            Type = association.Outcome switch
            {
                AssociationOutcome.Released => TransactionType.Information,
                AssociationOutcome.Rejected => TransactionType.Warning,
                _ => TransactionType.Error,
            },
            Direction = association.IsOutgoing ? TransactionDirection.Outgoing : TransactionDirection.Incoming,
            LocalAETitle = local,
            LocalAddress = association.LocalEndPoint?.ToString() ?? "",
            RemoteAETitle = remote,
            RemoteAddress = association.Peer?.ToString() ?? "",
            CorrelationId = CorrelationOf(association.AssociationId),
            Command = "A-ASSOCIATE",
            Duration = association.Duration,
            Bytes = association.BytesReceived + association.BytesSent,
            User = association.User?.Name ?? "",
            Description = association.Reason.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{association.Outcome} after {association.Operations} operations.")
                : string.Create(CultureInfo.InvariantCulture, $"{association.Outcome} after {association.Operations} operations: {association.Reason}"),
        };
    }

    /// <summary>What the records of an association have in common; log lines begin their own with it.</summary>
    public static string CorrelationOf(long associationId) => associationId.ToString(CultureInfo.InvariantCulture);
}

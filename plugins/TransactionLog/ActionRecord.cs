using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Makes records of what administrators do.</summary>
internal static class ActionRecord
{
    /// <summary>The record of an action.</summary>
    public static TransactionRecord Of(AdministrativeAction action) => new()
    {
        At = action.At,
        Kind = TransactionKind.Administration,
        Type = TransactionType.Audit,
        Direction = TransactionDirection.Incoming,
        LocalAddress = action.LocalEndPoint?.ToString() ?? "",
        RemoteAddress = action.Peer?.ToString() ?? "",
        Command = action.Command,
        Status = action.Status,
        Duration = action.Duration,
        User = action.User,
        Description = action.Outcome.Length > 0 ? action.Outcome : action.Status < 400 ? "Done." : "Not done.",
        CustomType = action.Kind.ToString(),
        CustomInformation = action.Object,
    };
}

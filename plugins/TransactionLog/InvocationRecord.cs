using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Makes records of operations that this server has asked of peers.</summary>
internal static class InvocationRecord
{
    /// <summary>The record of an operation that has ended now.</summary>
    public static TransactionRecord Of(CompletedInvocation invocation, DateTimeOffset now) => new()
    {
        At = now,
        Kind = TransactionKind.Operation,
        Type = invocation.Status is { } status ? OperationRecord.TypeOf(status) : TransactionType.Error,
        Direction = TransactionDirection.Outgoing,
        LocalAETitle = invocation.LocalAETitle,
        LocalAddress = invocation.LocalEndPoint?.ToString() ?? "",
        RemoteAETitle = invocation.RemoteAETitle,
        RemoteAddress = invocation.Peer?.ToString() ?? "",
        CorrelationId = AssociationRecord.CorrelationOf(invocation.AssociationId),
        Command = OperationRecord.NameOf(invocation.Command),
        MessageId = invocation.MessageId,
        SopClass = invocation.SopClass,
        SopInstance = invocation.SopInstance,
        Study = OperationRecord.StudyOf(invocation.DataSet),
        Status = invocation.Status?.Code,
        Duration = invocation.Duration,
        Bytes = invocation.Bytes,
        Plugin = invocation.Plugin ?? "",
        Description = invocation.Status is null ? "There was no response." : OperationRecord.Describe(invocation.ErrorComment, invocation.PendingResponses),
        DataSet = invocation.DataSet,
    };
}

using System.Net;

namespace Gantry.Host.Dispatch;

internal static partial class DispatchLog // event ids 1200 to 1299
{
    [LoggerMessage(EventId = 1200, EventName = nameof(AssociationEstablished), Level = LogLevel.Debug,
        Message = "Association {AssociationId} from {CallingAETitle} to {CalledAETitle} at {Peer}: {Accepted} of {Proposed} presentation contexts accepted")]
    public static partial void AssociationEstablished(
        this ILogger logger, long associationId, string callingAETitle, string calledAETitle, string peer, int accepted, int proposed);

    [LoggerMessage(EventId = 1201, EventName = nameof(AssociationRejected), Level = LogLevel.Warning,
        Message = "Association {AssociationId} from {CallingAETitle} at {Peer} rejected: {Reason}")]
    public static partial void AssociationRejected(this ILogger logger, long associationId, string callingAETitle, string peer, string reason);

    [LoggerMessage(EventId = 1202, EventName = nameof(AssociationReleased), Level = LogLevel.Information,
        Message = "Association {AssociationId} from {CallingAETitle} to {CalledAETitle} at {Peer} released after {Operations} operations in {Seconds:0.000} s: "
            + "{Accepted} of {Proposed} presentation contexts, {Received} bytes received, {Sent} bytes sent")]
    public static partial void AssociationReleased(
        this ILogger logger,
        long associationId,
        string callingAETitle,
        string calledAETitle,
        string peer,
        long operations,
        double seconds,
        int accepted,
        int proposed,
        long received,
        long sent);

    [LoggerMessage(EventId = 1203, EventName = nameof(AssociationBroken), Level = LogLevel.Warning,
        Message = "Association {AssociationId} with {Peer} ended, {Reason}: {Detail}; {Operations} operations, {Received} bytes received, {Sent} bytes sent")]
    public static partial void AssociationBroken(
        this ILogger logger, long associationId, string peer, string reason, string detail, long operations, long received, long sent);

    [LoggerMessage(EventId = 1204, EventName = nameof(OperationFailed), Level = LogLevel.Warning,
        Message = "Operation {CorrelationId}, {Command} by {Plugin}, ended with status {Status}: {Comment}")]
    public static partial void OperationFailed(this ILogger logger, string correlationId, string command, string plugin, string status, string comment);

    [LoggerMessage(EventId = 1205, EventName = nameof(OperationEnded), Level = LogLevel.Debug,
        Message = "Operation {CorrelationId}, {Command} by {Plugin}, ended with status {Status}")]
    public static partial void OperationEnded(this ILogger logger, string correlationId, string command, string plugin, string status);

    [LoggerMessage(EventId = 1206, EventName = nameof(HandlerThrew), Level = LogLevel.Error,
        Message = "Operation {CorrelationId}, {Command} by {Plugin}, threw: {Fault}")]
    public static partial void HandlerThrew(this ILogger logger, string correlationId, string command, string plugin, string fault);

    [LoggerMessage(EventId = 1207, EventName = nameof(ObserverThrew), Level = LogLevel.Error,
        Message = "An observer of {Plugin} threw after operation {CorrelationId}, which is not affected: {Fault}")]
    public static partial void ObserverThrew(this ILogger logger, string plugin, string correlationId, string fault);

    [LoggerMessage(EventId = 1208, EventName = nameof(IdentityCheckThrew), Level = LogLevel.Error,
        Message = "{Plugin} threw while it checked a user identity; the association is rejected: {Fault}")]
    public static partial void IdentityCheckThrew(this ILogger logger, string plugin, string fault);

    [LoggerMessage(EventId = 1209, EventName = nameof(InvocationsLeftOut), Level = LogLevel.Warning,
        Message = "Observers were not told of {Count} operations that this server had asked of peers: they are too slow")]
    public static partial void InvocationsLeftOut(this ILogger logger, long count);

    [LoggerMessage(EventId = 1210, EventName = nameof(ContextPolicyThrew), Level = LogLevel.Error,
        Message = "{Plugin} threw when it was asked which presentation contexts are accepted; the association is rejected: {Fault}")]
    public static partial void ContextPolicyThrew(this ILogger logger, string plugin, string fault);

    [LoggerMessage(EventId = 1250, EventName = nameof(LooseConnectionsDisplaced), Level = LogLevel.Warning,
        Message = "{Count} connections without an association were closed, the last from {Address}: there were more than {Maximum} at a time")]
    public static partial void LooseConnectionsDisplaced(this ILogger logger, int count, int maximum, IPAddress address);

    [LoggerMessage(EventId = 1251, EventName = nameof(CannotAccept), Level = LogLevel.Error,
        Message = "No connection can be accepted on {EndPoint} now, which is tried again: {Fault}")]
    public static partial void CannotAccept(this ILogger logger, EndPoint endPoint, string fault);

    [LoggerMessage(EventId = 1252, EventName = nameof(ConnectionFailed), Level = LogLevel.Error, Message = "The connection from {Peer} ended by a fault of this server's")]
    public static partial void ConnectionFailed(this ILogger logger, EndPoint? peer, Exception exception);

    [LoggerMessage(EventId = 1253, EventName = nameof(ListenerChanged), Level = LogLevel.Warning, Message = "The listener {Listener} is {State} from now on, by {User}")]
    public static partial void ListenerChanged(this ILogger logger, string listener, string state, string user);
}

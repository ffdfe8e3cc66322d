namespace Gantry.Host.Web;

internal static partial class WebLog // event ids 1900 to 1949
{
    [LoggerMessage(EventId = 1900, EventName = nameof(RequestAnswered),
        Message = "Request {CorrelationId}: {Route} of {User} answered by {Plugin} with {Status} in {Milliseconds} ms")]
    public static partial void RequestAnswered(this ILogger logger, LogLevel level, string correlationId, string route, string user, string plugin, int status, long milliseconds);

    [LoggerMessage(EventId = 1901, EventName = nameof(RequestRefused), Level = LogLevel.Warning,
        Message = "A request for /{Prefix} from {Peer} was refused with {Status}: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string prefix, string peer, int status, string reason);

    [LoggerMessage(EventId = 1902, EventName = nameof(WebHandlerThrew), Level = LogLevel.Error,
        Message = "Request {CorrelationId}: {Plugin} threw: {Fault}")]
    public static partial void WebHandlerThrew(this ILogger logger, string correlationId, string plugin, string fault);

    [LoggerMessage(EventId = 1903, EventName = nameof(RequestHangs), Level = LogLevel.Warning,
        Message = "Request {CorrelationId} of {Plugin} made no progress for {Seconds} s and is cancelled")]
    public static partial void RequestHangs(this ILogger logger, string correlationId, string plugin, long seconds);

    [LoggerMessage(EventId = 1904, EventName = nameof(RequestAbandoned), Level = LogLevel.Error,
        Message = "Request {CorrelationId} of {Plugin} does not heed its cancellation: its connection was closed")]
    public static partial void RequestAbandoned(this ILogger logger, string correlationId, string plugin);

    [LoggerMessage(EventId = 1905, EventName = nameof(RequestCutShort), Level = LogLevel.Warning,
        Message = "Request {CorrelationId}: the response of {Plugin} was cut short: {Reason}")]
    public static partial void RequestCutShort(this ILogger logger, string correlationId, string plugin, string reason);
}

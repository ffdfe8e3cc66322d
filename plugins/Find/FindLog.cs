using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Find;

internal static partial class FindLog // event ids 2300 to 2399
{
    [LoggerMessage(EventId = 2300, EventName = nameof(Answered), Level = LogLevel.Debug,
        Message = "{Level} query of {CallingAETitle}: {Count} matches ({CorrelationId})")]
    public static partial void Answered(this ILogger logger, string level, string callingAETitle, int count, string correlationId);

    [LoggerMessage(EventId = 2301, EventName = nameof(Refused), Level = LogLevel.Warning,
        Message = "A query of {CallingAETitle} does not fit its information model: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2302, EventName = nameof(Cancelled), Level = LogLevel.Information,
        Message = "{Level} query of {CallingAETitle} ended after {Count} matches: {Reason} ({CorrelationId})")]
    public static partial void Cancelled(this ILogger logger, string level, string callingAETitle, int count, CancellationReason reason, string correlationId);

    [LoggerMessage(EventId = 2303, EventName = nameof(CatalogFailed), Level = LogLevel.Error,
        Message = "A query of {CallingAETitle} failed: {Reason} ({CorrelationId})")]
    public static partial void CatalogFailed(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2304, EventName = nameof(LimitReached), Level = LogLevel.Warning,
        Message = "{Level} query of {CallingAETitle} has more than the {Count} matches that it may have ({CorrelationId})")]
    public static partial void LimitReached(this ILogger logger, string level, string callingAETitle, int count, string correlationId);

    [LoggerMessage(EventId = 2305, EventName = nameof(UnknownTimeZone), Level = LogLevel.Warning,
        Message = "This system knows no time zone {TimeZone}: its own is used")]
    public static partial void UnknownTimeZone(this ILogger logger, string timeZone);
}

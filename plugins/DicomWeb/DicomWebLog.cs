using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

internal static partial class DicomWebLog // event ids 3200 to 3299
{
    [LoggerMessage(EventId = 3200, EventName = nameof(Searched), Level = LogLevel.Debug,
        Message = "{Level} search of {User}: {Count} matches ({CorrelationId})")]
    public static partial void Searched(this ILogger logger, string level, string user, int count, string correlationId);

    [LoggerMessage(EventId = 3201, EventName = nameof(Refused), Level = LogLevel.Warning,
        Message = "A request of {User} was refused: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, string user, string reason, string correlationId);

    [LoggerMessage(EventId = 3202, EventName = nameof(Retrieved), Level = LogLevel.Information,
        Message = "{User} retrieved {Count} instances ({CorrelationId})")]
    public static partial void Retrieved(this ILogger logger, string user, int count, string correlationId);

    [LoggerMessage(EventId = 3203, EventName = nameof(NotRetrieved), Level = LogLevel.Error,
        Message = "Instance {SopInstance} cannot be retrieved: {Reason} ({CorrelationId})")]
    public static partial void NotRetrieved(this ILogger logger, string sopInstance, string reason, string correlationId);

    [LoggerMessage(EventId = 3204, EventName = nameof(Stored), Level = LogLevel.Information,
        Message = "{User} stored {Count} instances, and {Failed} were not ({CorrelationId})")]
    public static partial void Stored(this ILogger logger, string user, int count, int failed, string correlationId);

    [LoggerMessage(EventId = 3205, EventName = nameof(NotStored), Level = LogLevel.Warning,
        Message = "Instance {SopInstance} was not stored, {Status}: {Reason} ({CorrelationId})")]
    public static partial void NotStored(this ILogger logger, string sopInstance, string status, string reason, string correlationId);
}

using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

internal static partial class FileStoreLog // event ids 2100 to 2199
{
    [LoggerMessage(EventId = 2100, EventName = nameof(Started), Level = LogLevel.Information,
        Message = "Instances are kept in {Folder}, written by at most {Threads} threads")]
    public static partial void Started(this ILogger logger, string folder, int threads);

    [LoggerMessage(EventId = 2101, EventName = nameof(LeftOversRemoved), Level = LogLevel.Warning,
        Message = "{Count} files that were never finished have been removed from {Folder}")]
    public static partial void LeftOversRemoved(this ILogger logger, int count, string folder);

    [LoggerMessage(EventId = 2102, EventName = nameof(StoreFailed), Level = LogLevel.Error,
        Message = "An instance could not be stored: {Reason}")]
    public static partial void StoreFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2103, EventName = nameof(DiscardFailed), Level = LogLevel.Warning,
        Message = "An unfinished file could not be removed; it is removed at the next start: {Reason}")]
    public static partial void DiscardFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2104, EventName = nameof(ForeignLocation), Level = LogLevel.Warning,
        Message = "A location was asked for that this store never gave, {Length} characters long")]
    public static partial void ForeignLocation(this ILogger logger, int length);

    [LoggerMessage(EventId = 2105, EventName = nameof(DurabilityLimited), Level = LogLevel.Warning,
        Message = "On this operating system folders cannot be flushed: an instance acknowledged just before a power failure may be lost")]
    public static partial void DurabilityLimited(this ILogger logger);
}

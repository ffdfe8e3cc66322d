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

    [LoggerMessage(EventId = 2106, EventName = nameof(JournalReplayed), Level = LogLevel.Warning,
        Message = "The store was not stopped the last time: {Count} entries of its journal have been written anew in {Folder}")]
    public static partial void JournalReplayed(this ILogger logger, int count, string folder);

    [LoggerMessage(EventId = 2107, EventName = nameof(JournalFailed), Level = LogLevel.Error,
        Message = "{Count} instances could not be written to the journal, and were refused: {Reason}")]
    public static partial void JournalFailed(this ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 2108, EventName = nameof(JournalGivenUp), Level = LogLevel.Critical,
        Message = "The journal cannot be emptied and is kept for the next start, which writes its files anew; until then each file is flushed by itself: {Reason}")]
    public static partial void JournalGivenUp(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2110, EventName = nameof(Moved), Level = LogLevel.Information,
        Message = "{Count} instances have been moved to {Folder}")]
    public static partial void Moved(this ILogger logger, int count, string folder);

    [LoggerMessage(EventId = 2111, EventName = nameof(NotMoved), Level = LogLevel.Error,
        Message = "The instance at {Location} could not be moved to the large volume, and stays where it is: {Reason}")]
    public static partial void NotMoved(this ILogger logger, string location, string reason);

    [LoggerMessage(EventId = 2112, EventName = nameof(MovingFailed), Level = LogLevel.Error,
        Message = "Instances could not be looked through for those to be moved to the large volume: {Reason}")]
    public static partial void MovingFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2109, EventName = nameof(JournalMissing), Level = LogLevel.Warning,
        Message = "There is no journal, so each file is flushed by itself: {Reason}")]
    public static partial void JournalMissing(this ILogger logger, string reason);
}

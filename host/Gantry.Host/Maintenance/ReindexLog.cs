namespace Gantry.Host.Maintenance;

internal static partial class ReindexLog // event ids 1700 to 1719
{
    [LoggerMessage(EventId = 1720, EventName = nameof(ReindexBegun), Level = LogLevel.Information,
        Message = "The catalog is rebuilt from the instance store: {Done} of {Parts} parts were done before")]
    public static partial void ReindexBegun(this ILogger logger, int done, int parts);

    [LoggerMessage(EventId = 1721, EventName = nameof(ReindexEnded), Level = LogLevel.Information,
        Message = "The rebuild of the catalog has ended ({State}): {Added} instances added, {Present} were there, {Unreadable} unreadable, {Removed} removed, in {Seconds} s")]
    public static partial void ReindexEnded(this ILogger logger, PassState state, long added, long present, long unreadable, long removed, long seconds);

    [LoggerMessage(EventId = 1722, EventName = nameof(NotIndexed), Level = LogLevel.Warning,
        Message = "What is at {Location} of the instance store is not in the catalog: {Reason}")]
    public static partial void NotIndexed(this ILogger logger, string location, string reason);

    [LoggerMessage(EventId = 1723, EventName = nameof(MissingRemoved), Level = LogLevel.Warning,
        Message = "{SopInstance} was in the catalog and not in the instance store; it was removed from the catalog")]
    public static partial void MissingRemoved(this ILogger logger, string sopInstance);

    [LoggerMessage(EventId = 1724, EventName = nameof(ReindexFailed), Level = LogLevel.Error,
        Message = "The rebuild of the catalog has stopped: {Reason}")]
    public static partial void ReindexFailed(this ILogger logger, string reason);
}

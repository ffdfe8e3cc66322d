namespace Gantry.Host.Databases;

internal static partial class DatabaseLog // event ids 1800 to 1849
{
    [LoggerMessage(EventId = 1800, EventName = nameof(MoveBegun), Level = LogLevel.Information,
        Message = "The database of {Standby} is made like that of {Current}")]
    public static partial void MoveBegun(this ILogger logger, string? current, string? standby);

    [LoggerMessage(EventId = 1801, EventName = nameof(DatabasesAlike), Level = LogLevel.Information,
        Message = "The databases of {Current} and {Standby} are alike: {Records} records, digest {Digest}")]
    public static partial void DatabasesAlike(this ILogger logger, string? current, string? standby, long records, string? digest);

    [LoggerMessage(EventId = 1802, EventName = nameof(DatabaseSwitched), Level = LogLevel.Warning,
        Message = "The database of {Current} serves from now on; writes were held for {Milliseconds} ms. That of {Standby} is kept like it until the move is finished")]
    public static partial void DatabaseSwitched(this ILogger logger, string current, string standby, long milliseconds);

    [LoggerMessage(EventId = 1803, EventName = nameof(MoveWaits), Level = LogLevel.Error,
        Message = "The database of {Standby} is behind: {Reason} What serves is not concerned; it is tried again")]
    public static partial void MoveWaits(this ILogger logger, string standby, string reason);

    [LoggerMessage(EventId = 1804, EventName = nameof(MoveEnded), Level = LogLevel.Information,
        Message = "The database of {Standby} is not kept like that of {Current} any more")]
    public static partial void MoveEnded(this ILogger logger, string? current, string? standby);

    [LoggerMessage(EventId = 1805, EventName = nameof(RecordsDiffered), Level = LogLevel.Warning,
        Message = "{Count} records differed after all were written; they were written again, and all are compared again")]
    public static partial void RecordsDiffered(this ILogger logger, int count);

    [LoggerMessage(EventId = 1806, EventName = nameof(DatabaseTried), Level = LogLevel.Information,
        Message = "The database of {Plugin} was tried by {User}: {Database}")]
    public static partial void DatabaseTried(this ILogger logger, string plugin, string user, string database);

    [LoggerMessage(EventId = 1807, EventName = nameof(DatabaseTryFailed), Level = LogLevel.Warning,
        Message = "The database of {Plugin} was tried by {User} and cannot be used: {Reason}")]
    public static partial void DatabaseTryFailed(this ILogger logger, string plugin, string user, string reason);
}

namespace Gantry.Host.Jobs;

internal static partial class JobOwnerLog // event ids 1870 to 1879
{
    [LoggerMessage(EventId = 1870, EventName = nameof(OwnerNotKept), Level = LogLevel.Warning,
        Message = "The name under which jobs are held cannot be kept: if this host is killed, its next start waits for the end of their leases: {Reason}")]
    public static partial void OwnerNotKept(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1871, EventName = nameof(OwnersNotRead), Level = LogLevel.Warning,
        Message = "The names under which earlier starts of this host held jobs cannot be read: what they held waits for the end of its leases: {Reason}")]
    public static partial void OwnersNotRead(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1872, EventName = nameof(OwnerElsewhere), Level = LogLevel.Information,
        Message = "The data folder was that of a host at {Place}: what that one held waits for the end of its leases")]
    public static partial void OwnerElsewhere(this ILogger logger, string place);
}

using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.TransactionLog;

internal static partial class TransactionLogLog // event ids 2600 to 2699
{
    [LoggerMessage(EventId = 2600, EventName = nameof(Failed), Level = LogLevel.Error, Message = "The transaction log cannot be written; records wait, as far as there is room for them")]
    public static partial void Failed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2601, EventName = nameof(Refused), Level = LogLevel.Error, Message = "{Count} records of the transaction log were refused for good, and are lost: {Reason}")]
    public static partial void Refused(this ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 2602, EventName = nameof(Dropped), Level = LogLevel.Warning, Message = "{Count} records of the transaction log were dropped: too many wait for the database")]
    public static partial void Dropped(this ILogger logger, long count);

    [LoggerMessage(EventId = 2603, EventName = nameof(Lost), Level = LogLevel.Error, Message = "{Count} records of the transaction log could not be written at the stop, and are lost")]
    public static partial void Lost(this ILogger logger, int count);

    [LoggerMessage(EventId = 2604, EventName = nameof(NotSwept), Level = LogLevel.Warning, Message = "Old records of the transaction log could not be removed")]
    public static partial void NotSwept(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2606, EventName = nameof(AuditNotSent), Level = LogLevel.Error, Message = "Audit messages cannot be sent to {Host}:{Port}: {Reason} They wait on the disk, as far as there is room for them")]
    public static partial void AuditNotSent(this ILogger logger, string host, int port, string reason);

    [LoggerMessage(EventId = 2607, EventName = nameof(AuditDropped), Level = LogLevel.Error, Message = "{Count} audit messages were dropped: too many wait for the repository, or the disk does not take them")]
    public static partial void AuditDropped(this ILogger logger, long count);

    [LoggerMessage(EventId = 2608, EventName = nameof(AuditNotKept), Level = LogLevel.Error, Message = "An audit message could not be kept: {Reason}")]
    public static partial void AuditNotKept(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2609, EventName = nameof(PatientsNotLookedUp), Level = LogLevel.Warning, Message = "Instances are audited without their patients, who could not be looked up: {Reason}")]
    public static partial void PatientsNotLookedUp(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2610, EventName = nameof(SweptBySize), Level = LogLevel.Information, Message = "{Count} of the oldest records of the transaction log were removed: all together took more than {Megabytes} MB")]
    public static partial void SweptBySize(this ILogger logger, long count, int megabytes);

    [LoggerMessage(EventId = 2605, EventName = nameof(NotLookedUp), Level = LogLevel.Debug, Message = "The studies of instances in the transaction log could not be looked up: {Reason}")]
    public static partial void NotLookedUp(this ILogger logger, string reason);
}

using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

internal static partial class RetentionLog // event ids 2950 to 2999
{
    [LoggerMessage(EventId = 2950, EventName = nameof(Deleted), Level = LogLevel.Information,
        Message = "{What} {Study} is deleted, {Instances} instances, {Bytes} bytes: {Reason}")]
    public static partial void Deleted(this ILogger logger, string what, Uid study, int instances, long bytes, string reason);

    [LoggerMessage(EventId = 2951, EventName = nameof(Ended), Level = LogLevel.Information,
        Message = "Retention has looked at {Seen} studies and deleted {Deleted}, {Bytes} bytes; {NotSafe} are due and not held safely elsewhere, of {Unclear} it could not be told when they came")]
    public static partial void Ended(this ILogger logger, long seen, long deleted, long bytes, long notSafe, long unclear);

    [LoggerMessage(EventId = 2952, EventName = nameof(WorkFailed), Level = LogLevel.Warning,
        Message = "Retention could not go on, and is tried again")]
    public static partial void WorkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2953, EventName = nameof(NotRecorded), Level = LogLevel.Error,
        Message = "That study {Study} was deleted could not be recorded in the transaction log: {Reason}")]
    public static partial void NotRecorded(this ILogger logger, Uid study, string reason);

    [LoggerMessage(EventId = 2954, EventName = nameof(ReplacedMeanwhile), Level = LogLevel.Warning,
        Message = "{Count} instances of study {Study} were replaced while it was deleted; their new bytes stay in the store, and a rebuild of the catalog finds them")]
    public static partial void ReplacedMeanwhile(this ILogger logger, Uid study, int count);

    [LoggerMessage(EventId = 2955, EventName = nameof(StillListed), Level = LogLevel.Information,
        Message = "{Count} instances that were to be deleted are in the catalog again, and stay")]
    public static partial void StillListed(this ILogger logger, int count);

    [LoggerMessage(EventId = 2957, EventName = nameof(Resumed), Level = LogLevel.Warning,
        Message = "The deletion of study {Study} was interrupted, and is ended now")]
    public static partial void Resumed(this ILogger logger, Uid study);

    [LoggerMessage(EventId = 2958, EventName = nameof(Unreadable), Level = LogLevel.Error,
        Message = "{Note} is no note of a deletion, and is left out: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string note, string reason);

    [LoggerMessage(EventId = 2959, EventName = nameof(ResumingFailed), Level = LogLevel.Warning,
        Message = "A deletion that was interrupted could not be ended, and that is tried again")]
    public static partial void ResumingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2960, EventName = nameof(NoSuchVolume), Level = LogLevel.Warning,
        Message = "A rule or quota of retention names the volume {Volume}, which the instance store does not have: it concerns nothing")]
    public static partial void NoSuchVolume(this ILogger logger, string volume);

    [LoggerMessage(EventId = 2956, EventName = nameof(ClockLeapt), Level = LogLevel.Error,
        Message = "The clock was set ahead by hours, so that studies look older than they are: nothing is deleted until 'gantry retention run' says that it is right, or the server is restarted")]
    public static partial void ClockLeapt(this ILogger logger);
}

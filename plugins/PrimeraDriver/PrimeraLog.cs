using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

internal static partial class PrimeraLog // event ids 2900 to 2949
{
    [LoggerMessage(EventId = 2900, EventName = nameof(Submitted), Level = LogLevel.Information, Message = "Job {Order} of {Copies} discs was given to PTBurn, robot {Robot}")]
    public static partial void Submitted(this ILogger logger, string order, int copies, string robot);

    [LoggerMessage(EventId = 2901, EventName = nameof(Made), Level = LogLevel.Information, Message = "Job {Order} is done, {Pieces} discs")]
    public static partial void Made(this ILogger logger, string order, int pieces);

    [LoggerMessage(EventId = 2902, EventName = nameof(NotMade), Level = LogLevel.Error, Message = "Job {Order} failed after {Pieces} discs: {Reason}")]
    public static partial void NotMade(this ILogger logger, string order, int pieces, string reason);

    [LoggerMessage(EventId = 2903, EventName = nameof(Waiting), Level = LogLevel.Warning, Message = "Job {Order} waits: {Reason}")]
    public static partial void Waiting(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2904, EventName = nameof(MessageSent), Level = LogLevel.Information, Message = "PTBurn was sent {Message} for {Subject}")]
    public static partial void MessageSent(this ILogger logger, string message, string subject);

    [LoggerMessage(EventId = 2905, EventName = nameof(NotTidy), Level = LogLevel.Warning, Message = "What job {Order} has in the job folder cannot be removed yet: {Reason}")]
    public static partial void NotTidy(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2906, EventName = nameof(WorkFailed), Level = LogLevel.Error, Message = "The jobs for PTBurn cannot be read, kept or looked at; they wait until they can")]
    public static partial void WorkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2907, EventName = nameof(NotWatched), Level = LogLevel.Information, Message = "The job folder cannot be watched, and is looked at from time to time: {Reason}")]
    public static partial void NotWatched(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2908, EventName = nameof(OrderDamaged), Level = LogLevel.Error, Message = "An order cannot be read and is not followed; its discs may be made all the same: {Reason}")]
    public static partial void OrderDamaged(this ILogger logger, string reason);
}

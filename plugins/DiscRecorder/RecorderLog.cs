using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

internal static partial class RecorderLog // event ids 2800 to 2849
{
    [LoggerMessage(EventId = 2800, EventName = nameof(Recording), Level = LogLevel.Information, Message = "Disc {Disc} of {Copies} of order {Order} is being recorded")]
    public static partial void Recording(this ILogger logger, int disc, int copies, string order);

    [LoggerMessage(EventId = 2801, EventName = nameof(Made), Level = LogLevel.Information, Message = "Order {Order} is done, {Pieces} discs")]
    public static partial void Made(this ILogger logger, string order, int pieces);

    [LoggerMessage(EventId = 2802, EventName = nameof(NotMade), Level = LogLevel.Error, Message = "Order {Order} failed after {Pieces} discs: {Reason}")]
    public static partial void NotMade(this ILogger logger, string order, int pieces, string reason);

    [LoggerMessage(EventId = 2803, EventName = nameof(Waiting), Level = LogLevel.Warning, Message = "Order {Order} waits: {Reason}")]
    public static partial void Waiting(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2804, EventName = nameof(DiscBad), Level = LogLevel.Warning, Message = "A disc of order {Order} is bad: {Reason}")]
    public static partial void DiscBad(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2805, EventName = nameof(NotEjected), Level = LogLevel.Warning, Message = "The disc cannot be ejected: {Reason}")]
    public static partial void NotEjected(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2806, EventName = nameof(WorkFailed), Level = LogLevel.Error, Message = "The orders for the recorder cannot be read, kept or performed; they wait until they can")]
    public static partial void WorkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2807, EventName = nameof(OrderDamaged), Level = LogLevel.Error, Message = "An order cannot be read and is not performed: {Reason}")]
    public static partial void OrderDamaged(this ILogger logger, string reason);
}

using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.ImageFile;

internal static partial class ImageFileLog // event ids 2850 to 2899
{
    [LoggerMessage(EventId = 2850, EventName = nameof(Made), Level = LogLevel.Information, Message = "Order {Order} is done, {Pieces} pieces")]
    public static partial void Made(this ILogger logger, string order, int pieces);

    [LoggerMessage(EventId = 2851, EventName = nameof(Waiting), Level = LogLevel.Warning, Message = "Order {Order} waits: {Reason}")]
    public static partial void Waiting(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2852, EventName = nameof(NotMade), Level = LogLevel.Error, Message = "Order {Order} cannot be performed: {Reason}")]
    public static partial void NotMade(this ILogger logger, string order, string reason);

    [LoggerMessage(EventId = 2853, EventName = nameof(WorkFailed), Level = LogLevel.Error, Message = "The orders for images cannot be read or kept; they wait until they can")]
    public static partial void WorkFailed(this ILogger logger, Exception exception);
}

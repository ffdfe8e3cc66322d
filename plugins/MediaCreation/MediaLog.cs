using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

internal static partial class MediaLog // event ids 2700 to 2799
{
    [LoggerMessage(EventId = 2700, EventName = nameof(Created), Level = LogLevel.Information, Message = "{CallingAETitle} makes a request for media of {Count} instances: {Request} ({CorrelationId})")]
    public static partial void Created(this ILogger logger, Uid request, string callingAETitle, int count, string correlationId);

    [LoggerMessage(EventId = 2701, EventName = nameof(Refused), Level = LogLevel.Warning, Message = "A request of {CallingAETitle} for media was refused: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2702, EventName = nameof(QueueFailed), Level = LogLevel.Error, Message = "What {CallingAETitle} asks of requests for media cannot be done: {Reason} ({CorrelationId})")]
    public static partial void QueueFailed(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2703, EventName = nameof(Initiated), Level = LogLevel.Information,
        Message = "Request {Request} of {CallingAETitle} for media is initiated: {Count} instances, {Copies} copies, on {Device} by {Profile}")]
    public static partial void Initiated(this ILogger logger, Uid request, string callingAETitle, int count, int copies, string device, string profile);

    [LoggerMessage(EventId = 2704, EventName = nameof(Failed), Level = LogLevel.Warning, Message = "Request {Request} for media has failed, {Info}: {Reason}")]
    public static partial void Failed(this ILogger logger, Uid request, string info, string reason);

    [LoggerMessage(EventId = 2705, EventName = nameof(Cancelled), Level = LogLevel.Information, Message = "Request {Request} for media was cancelled by {Who}")]
    public static partial void Cancelled(this ILogger logger, Uid request, string who);

    [LoggerMessage(EventId = 2706, EventName = nameof(Prepared), Level = LogLevel.Information, Message = "The content of request {Request} for media is prepared: {Parts} parts, {Bytes} bytes")]
    public static partial void Prepared(this ILogger logger, Uid request, int parts, long bytes);

    [LoggerMessage(EventId = 2707, EventName = nameof(Done), Level = LogLevel.Information, Message = "Request {Request} for media is done: {Pieces} pieces by {Device}")]
    public static partial void Done(this ILogger logger, Uid request, int pieces, string device);

    [LoggerMessage(EventId = 2708, EventName = nameof(Waiting), Level = LogLevel.Warning, Message = "Request {Request} for media waits, {Info}: {Reason}")]
    public static partial void Waiting(this ILogger logger, Uid request, string info, string reason);

    [LoggerMessage(EventId = 2709, EventName = nameof(Damaged), Level = LogLevel.Error, Message = "{SopInstance} cannot be put on media (request {Request}): {Reason}")]
    public static partial void Damaged(this ILogger logger, Uid sopInstance, Uid request, string reason);

    [LoggerMessage(EventId = 2713, EventName = nameof(WorkFailed), Level = LogLevel.Error, Message = "Work on request {Request} for media failed; it is tried again")]
    public static partial void WorkFailed(this ILogger logger, Uid request, Exception exception);

    [LoggerMessage(EventId = 2714, EventName = nameof(Forgotten), Level = LogLevel.Debug, Message = "{Count} requests for media that ended long ago are forgotten")]
    public static partial void Forgotten(this ILogger logger, int count);

    [LoggerMessage(EventId = 2715, EventName = nameof(BurnsByItself), Level = LogLevel.Information, Message = "Study {Study} of {CallingAETitle} is complete and put on media: request {Request}")]
    public static partial void BurnsByItself(this ILogger logger, Uid study, string callingAETitle, Uid request);

    [LoggerMessage(EventId = 2716, EventName = nameof(NotBurnt), Level = LogLevel.Error, Message = "Study {Study} of {CallingAETitle} is complete and cannot be put on media: {Reason}")]
    public static partial void NotBurnt(this ILogger logger, Uid study, string callingAETitle, string reason);

    [LoggerMessage(EventId = 2717, EventName = nameof(DeviceNotTold), Level = LogLevel.Warning, Message = "{Device} cannot be told to end or forget order {Order}: {Reason}")]
    public static partial void DeviceNotTold(this ILogger logger, string order, string device, string reason);

    [LoggerMessage(EventId = 2718, EventName = nameof(LookAt), Level = LogLevel.Warning, Message = "Somebody should look at {Count} instances of request {Request} before its media are given away: {Warning}")]
    public static partial void LookAt(this ILogger logger, Uid request, int count, string warning);
}

using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

internal static partial class MoveLog // event ids 2400 to 2499
{
    [LoggerMessage(EventId = 2400, EventName = nameof(Retrieved), Level = LogLevel.Information,
        Message = "Retrieval of {CallingAETitle} to {Destination} ended with {Status}: {Counters} ({CorrelationId})")]
    public static partial void Retrieved(this ILogger logger, string callingAETitle, string destination, DimseStatus status, SubOperations? counters, string correlationId);

    [LoggerMessage(EventId = 2401, EventName = nameof(Refused), Level = LogLevel.Warning,
        Message = "A retrieval of {CallingAETitle} was refused: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2402, EventName = nameof(CatalogFailed), Level = LogLevel.Error,
        Message = "A retrieval of {CallingAETitle} failed: {Reason} ({CorrelationId})")]
    public static partial void CatalogFailed(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2403, EventName = nameof(NotReached), Level = LogLevel.Error,
        Message = "{Destination} cannot be reached: {Reason} ({CorrelationId})")]
    public static partial void NotReached(this ILogger logger, string destination, string reason, string correlationId);

    [LoggerMessage(EventId = 2404, EventName = nameof(AssociationLost), Level = LogLevel.Warning,
        Message = "The association to {Destination} was lost, and is {Consequence} ({CorrelationId})")]
    public static partial void AssociationLost(this ILogger logger, string destination, string consequence, string correlationId);

    [LoggerMessage(EventId = 2405, EventName = nameof(ContentDamaged), Level = LogLevel.Error,
        Message = "{SopInstance} is damaged in the store: {Length} bytes are catalogued, {FoundLength} are there. It was not sent ({CorrelationId})")]
    public static partial void ContentDamaged(this ILogger logger, Uid sopInstance, long length, long foundLength, string correlationId);

    [LoggerMessage(EventId = 2406, EventName = nameof(NotAccepted), Level = LogLevel.Warning,
        Message = "{SopInstance} was not sent: the peer accepts no presentation context for {SopClass} in {TransferSyntax}, or in one it can be converted to ({CorrelationId})")]
    public static partial void NotAccepted(this ILogger logger, Uid sopInstance, Uid sopClass, TransferSyntax transferSyntax, string correlationId);

    [LoggerMessage(EventId = 2407, EventName = nameof(NotStored), Level = LogLevel.Warning,
        Message = "The peer answered {Status} to {SopInstance} ({CorrelationId})")]
    public static partial void NotStored(this ILogger logger, Uid sopInstance, DimseStatus status, string correlationId);

    [LoggerMessage(EventId = 2408, EventName = nameof(SubOperationFailed), Level = LogLevel.Warning,
        Message = "{SopInstance} could not be sent: {Reason} ({CorrelationId})")]
    public static partial void SubOperationFailed(this ILogger logger, Uid sopInstance, string reason, string correlationId);

    [LoggerMessage(EventId = 2409, EventName = nameof(NotConverted), Level = LogLevel.Error,
        Message = "{SopInstance} was not sent: it cannot be converted to a transfer syntax that the peer takes. {Reason} ({CorrelationId})")]
    public static partial void NotConverted(this ILogger logger, Uid sopInstance, string reason, string correlationId);

    [LoggerMessage(EventId = 2421, EventName = nameof(NotEncoded), Level = LogLevel.Information,
        Message = "{SopInstance} is sent as it is stored: it cannot be encoded in the transfer syntax that was asked for. {Reason} ({CorrelationId})")]
    public static partial void NotEncoded(this ILogger logger, Uid sopInstance, string reason, string correlationId);

    [LoggerMessage(EventId = 2410, EventName = nameof(NotRecorded), Level = LogLevel.Warning,
        Message = "A retrieval could not be recorded, and cannot be resumed: {Reason} ({CorrelationId})")]
    public static partial void NotRecorded(this ILogger logger, string reason, string correlationId);

    [LoggerMessage(EventId = 2411, EventName = nameof(TakenAway), Level = LogLevel.Information,
        Message = "The retrieval of {Requestor} to {Destination} goes on no more here: it was cancelled, or another goes on with it ({CorrelationId})")]
    public static partial void TakenAway(this ILogger logger, string requestor, string destination, string correlationId);

    [LoggerMessage(EventId = 2412, EventName = nameof(Interrupted), Level = LogLevel.Warning,
        Message = "The retrieval of {Requestor} to {Destination} was interrupted, and goes on later: {Counters} ({CorrelationId})")]
    public static partial void Interrupted(this ILogger logger, string requestor, string destination, SubOperations counters, string correlationId);

    [LoggerMessage(EventId = 2413, EventName = nameof(Resumed), Level = LogLevel.Information,
        Message = "Retrieval {Uid} of {Requestor} to {Destination} goes on: {Counters}")]
    public static partial void Resumed(this ILogger logger, Uid uid, string requestor, string destination, SubOperations counters);

    [LoggerMessage(EventId = 2414, EventName = nameof(ResumedEnded), Level = LogLevel.Information,
        Message = "Retrieval {Uid} of {Requestor} to {Destination} has ended: {Counters}")]
    public static partial void ResumedEnded(this ILogger logger, Uid uid, string requestor, string destination, SubOperations counters);

    [LoggerMessage(EventId = 2415, EventName = nameof(ResumedLater), Level = LogLevel.Warning,
        Message = "Retrieval {Uid} to {Destination} did not come to its end, and is tried again at {DueAt}: {Note}")]
    public static partial void ResumedLater(this ILogger logger, Uid uid, string destination, DateTimeOffset dueAt, string note);

    [LoggerMessage(EventId = 2416, EventName = nameof(NotResumed), Level = LogLevel.Warning,
        Message = "Retrieval {Uid} to {Destination} does not go on by itself: {Note}")]
    public static partial void NotResumed(this ILogger logger, Uid uid, string destination, string note);

    [LoggerMessage(EventId = 2419, EventName = nameof(FetchBegun), Level = LogLevel.Information, Message = "{Peer} is asked to send here what {Job} names")]
    public static partial void FetchBegun(this ILogger logger, Uid job, string peer);

    [LoggerMessage(EventId = 2420, EventName = nameof(FetchEnded), Level = LogLevel.Information, Message = "What {Job} names of {Peer} is {State}: {Note}")]
    public static partial void FetchEnded(this ILogger logger, Uid job, string peer, JobState state, string note);
}

using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

internal static partial class StorageLog // event ids 2200 to 2299
{
    [LoggerMessage(EventId = 2200, EventName = nameof(Stored), Level = LogLevel.Debug,
        Message = "{SopInstance} stored, {Length} bytes ({CorrelationId})")]
    public static partial void Stored(this ILogger logger, Uid sopInstance, long length, string correlationId);

    [LoggerMessage(EventId = 2201, EventName = nameof(Refused), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} refused: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, Uid sopInstance, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2202, EventName = nameof(AlreadyStored), Level = LogLevel.Debug,
        Message = "{SopInstance} of {CallingAETitle} was stored before ({CorrelationId})")]
    public static partial void AlreadyStored(this ILogger logger, Uid sopInstance, string callingAETitle, string correlationId);

    [LoggerMessage(EventId = 2204, EventName = nameof(Restored), Level = LogLevel.Warning,
        Message = "{SopInstance} was in the catalog, but its bytes were lost or damaged; what {CallingAETitle} sent takes their place ({CorrelationId})")]
    public static partial void Restored(this ILogger logger, Uid sopInstance, string callingAETitle, string correlationId);

    [LoggerMessage(EventId = 2205, EventName = nameof(CatalogFailed), Level = LogLevel.Error,
        Message = "An instance of {CallingAETitle} could not be catalogued: {Reason} ({CorrelationId})")]
    public static partial void CatalogFailed(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2206, EventName = nameof(StoreFailed), Level = LogLevel.Error,
        Message = "An instance of {CallingAETitle} could not be stored: {Reason} ({CorrelationId})")]
    public static partial void StoreFailed(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2207, EventName = nameof(Incomplete), Level = LogLevel.Information,
        Message = "An instance of {CallingAETitle} did not arrive whole and was discarded ({CorrelationId})")]
    public static partial void Incomplete(this ILogger logger, string callingAETitle, string correlationId);

    [LoggerMessage(EventId = 2208, EventName = nameof(NotDeleted), Level = LogLevel.Warning,
        Message = "Bytes that no catalog lists could not be deleted from the store: {Reason} ({CorrelationId})")]
    public static partial void NotDeleted(this ILogger logger, string reason, string correlationId);

    [LoggerMessage(EventId = 2209, EventName = nameof(AttributesCut), Level = LogLevel.Information,
        Message = "{SopInstance} has more attributes than the catalog keeps; queries find those that come first ({CorrelationId})")]
    public static partial void AttributesCut(this ILogger logger, Uid sopInstance, string correlationId);

    [LoggerMessage(EventId = 2210, EventName = nameof(SetAside), Level = LogLevel.Warning,
        Message = "{SopInstance} was set aside ({Kind}) as {Id}: {Reason} ({CorrelationId})")]
    public static partial void SetAside(this ILogger logger, Uid sopInstance, SetAsideKind kind, string id, string reason, string correlationId);

    [LoggerMessage(EventId = 2211, EventName = nameof(NotSetAside), Level = LogLevel.Error,
        Message = "{SopInstance} could not be set aside: {Reason} ({CorrelationId})")]
    public static partial void NotSetAside(this ILogger logger, Uid sopInstance, string reason, string correlationId);

    [LoggerMessage(EventId = 2212, EventName = nameof(NotRemoved), Level = LogLevel.Warning,
        Message = "{Id}, which was set aside, could not be removed: {Reason}")]
    public static partial void NotRemoved(this ILogger logger, string id, string reason);

    [LoggerMessage(EventId = 2213, EventName = nameof(NoteUnreadable), Level = LogLevel.Warning,
        Message = "The note {Id} in the folder set-aside cannot be read; what it tells of stays in the store")]
    public static partial void NoteUnreadable(this ILogger logger, string id);

    [LoggerMessage(EventId = 2214, EventName = nameof(Superseded), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} has taken the place of the one stored before, which is kept as {Id} ({CorrelationId})")]
    public static partial void Superseded(this ILogger logger, Uid sopInstance, string callingAETitle, string id, string correlationId);

    [LoggerMessage(EventId = 2215, EventName = nameof(Conflict), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} is in conflict with what is stored: {Reason} ({CorrelationId})")]
    public static partial void Conflict(this ILogger logger, Uid sopInstance, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2216, EventName = nameof(Expired), Level = LogLevel.Information,
        Message = "{Count} instances that were set aside have been kept for as long as the settings say, and are deleted")]
    public static partial void Expired(this ILogger logger, int count);

    [LoggerMessage(EventId = 2217, EventName = nameof(WorkFailed), Level = LogLevel.Warning,
        Message = "The work in the background failed: studies that are complete are not told of, and what was set aside long ago stays; it is tried again")]
    public static partial void WorkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2218, EventName = nameof(Malformed), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} is stored although its data set cannot be understood to its end: {Reason} ({CorrelationId})")]
    public static partial void Malformed(this ILogger logger, Uid sopInstance, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2219, EventName = nameof(Coerced), Level = LogLevel.Debug,
        Message = "{SopInstance} of {CallingAETitle} is stored with other values than were sent: {Tags} ({CorrelationId})")]
    public static partial void Coerced(this ILogger logger, Uid sopInstance, string callingAETitle, string tags, string correlationId);

    [LoggerMessage(EventId = 2220, EventName = nameof(StudyComplete), Level = LogLevel.Information,
        Message = "Study {Study} is complete with {Instances} instances")]
    public static partial void StudyComplete(this ILogger logger, Uid study, long instances);

    [LoggerMessage(EventId = 2221, EventName = nameof(StudyIncomplete), Level = LogLevel.Warning,
        Message = "Nothing more has come of study {Study}: it has {Instances} of {Expected} instances")]
    public static partial void StudyIncomplete(this ILogger logger, Uid study, long instances, long expected);

    [LoggerMessage(EventId = 2222, EventName = nameof(StudyNotNoted), Level = LogLevel.Warning,
        Message = "That an instance of study {Study} has come could not be noted, so nobody may be told when the study is complete: {Reason}")]
    public static partial void StudyNotNoted(this ILogger logger, Uid study, string reason);

    [LoggerMessage(EventId = 2223, EventName = nameof(Compressed), Level = LogLevel.Debug,
        Message = "{SopInstance} is stored compressed: {Received} bytes as received, {Stored} as stored ({CorrelationId})")]
    public static partial void Compressed(this ILogger logger, Uid sopInstance, long received, long stored, string correlationId);

    [LoggerMessage(EventId = 2224, EventName = nameof(NotCompressed), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} is stored as received, and not in {TransferSyntax}: {Reason} ({CorrelationId})")]
    public static partial void NotCompressed(this ILogger logger, Uid sopInstance, string callingAETitle, string transferSyntax, string reason, string correlationId);

    [LoggerMessage(EventId = 2225, EventName = nameof(SpoolNotDeleted), Level = LogLevel.Warning,
        Message = "A file in the folder compression could not be deleted, and goes with the next start: {Reason}")]
    public static partial void SpoolNotDeleted(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2226, EventName = nameof(NotCounted), Level = LogLevel.Warning,
        Message = "What has come could not be written to the folder statistics, or read from there; it is tried again: {Reason}")]
    public static partial void NotCounted(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2227, EventName = nameof(NotSynced), Level = LogLevel.Error,
        Message = "The catalog could not be made durable. Nothing is lost: the store remembers what came, and its next start tells of it")]
    public static partial void NotSynced(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2228, EventName = nameof(Recovered), Level = LogLevel.Warning,
        Message = "The catalog had lost {Count} instances when the server ended without notice; they were entered anew")]
    public static partial void Recovered(this ILogger logger, int count);

    [LoggerMessage(EventId = 2229, EventName = nameof(NotRecovered), Level = LogLevel.Error,
        Message = "Whether the catalog has lost an instance cannot be told, for the store cannot read it; the next start asks again: {Reason}")]
    public static partial void NotRecovered(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2230, EventName = nameof(RecoveryFailed), Level = LogLevel.Warning,
        Message = "What the catalog may have lost when the server ended without notice could not be entered anew; it is tried again")]
    public static partial void RecoveryFailed(this ILogger logger, Exception exception);
}

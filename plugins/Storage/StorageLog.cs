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

    [LoggerMessage(EventId = 2203, EventName = nameof(OtherContent), Level = LogLevel.Warning,
        Message = "{SopInstance} of {CallingAETitle} was stored before with other content: {OldLength} bytes in {OldTransferSyntax}, now {Length} in {TransferSyntax}. "
            + "The first stays, the second is dropped ({CorrelationId})")]
    public static partial void OtherContent(
        this ILogger logger, Uid sopInstance, string callingAETitle, long oldLength, TransferSyntax oldTransferSyntax, long length, TransferSyntax transferSyntax, string correlationId);

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
}

using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational;

public static partial class CatalogLog // event ids 3000 to 3099
{
    [LoggerMessage(EventId = 3000, EventName = nameof(SeriesOfAnotherStudy), Level = LogLevel.Warning,
        Message = "Series {Series} belongs to study {Study} already; instances that name study {OtherStudy} are kept in the former.")]
    public static partial void SeriesOfAnotherStudy(this ILogger logger, Uid series, string study, Uid otherStudy);

    [LoggerMessage(EventId = 3001, EventName = nameof(StudyOfAnotherPatient), Level = LogLevel.Warning,
        Message = "Study {Study} belongs to another patient than instance {SopInstance} names; it stays with the first one.")]
    public static partial void StudyOfAnotherPatient(this ILogger logger, Uid study, Uid sopInstance);

    [LoggerMessage(EventId = 3002, EventName = nameof(WriteFailed), Level = LogLevel.Error,
        Message = "A group of {Count} write(s) was rolled back: {Reason}")]
    public static partial void WriteFailed(this ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 3003, EventName = nameof(WriteRefused), Level = LogLevel.Warning,
        Message = "One write was refused: {Reason}")]
    public static partial void WriteRefused(this ILogger logger, string reason);

    [LoggerMessage(EventId = 3004, EventName = nameof(NewerSchema), Level = LogLevel.Warning,
        Message = "The catalog has migrations that this version does not know: {Migrations}. It was used by a newer version.")]
    public static partial void NewerSchema(this ILogger logger, string migrations);

    [LoggerMessage(EventId = 3005, EventName = nameof(Migrated), Level = LogLevel.Information,
        Message = "The catalog's tables were brought up to date: {Migrations}.")]
    public static partial void Migrated(this ILogger logger, string migrations);

    [LoggerMessage(EventId = 3006, EventName = nameof(RollbackFailed), Level = LogLevel.Warning,
        Message = "A rollback failed, so the connection is replaced: {Reason}")]
    public static partial void RollbackFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 3007, EventName = nameof(WaitsForMigration), Level = LogLevel.Warning,
        Message = "The catalog's tables are older than this version, and its settings say not to change them at start. The catalog answers nothing until 'gantry db migrate' has.")]
    public static partial void WaitsForMigration(this ILogger logger);

    [LoggerMessage(EventId = 3008, EventName = nameof(UpkeepFailed), Level = LogLevel.Warning,
        Message = "The upkeep of the catalog's database failed and is tried again: {Reason}")]
    public static partial void UpkeepFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 3009, EventName = nameof(NamePartsAdded), Level = LogLevel.Information,
        Message = "The names of {Count} patients of an earlier version can be found by what they sound like.")]
    public static partial void NamePartsAdded(this ILogger logger, int count);

    [LoggerMessage(EventId = 3010, EventName = nameof(NamePartsNotAdded), Level = LogLevel.Warning,
        Message = "The names of patients of an earlier version are not all prepared for fuzzy matching, which is slower until the next start: {Reason}")]
    public static partial void NamePartsNotAdded(this ILogger logger, string reason);

    [LoggerMessage(EventId = 3011, EventName = nameof(AnsweredNotCommitted), Level = LogLevel.Error,
        Message = "{Count} instance(s) that were stored are not in the catalog yet. It is tried again; should the server end before, its next start enters them. {Reason}")]
    public static partial void AnsweredNotCommitted(this ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 3012, EventName = nameof(AnsweredRefused), Level = LogLevel.Critical,
        Message = "An instance that was stored is not in the catalog until the next start enters it: {Reason}")]
    public static partial void AnsweredRefused(this ILogger logger, string reason);
}

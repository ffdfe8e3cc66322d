using Gantry.Contracts;

namespace Gantry.Host.Maintenance.Imports;

internal static partial class ImportLog // event ids 1740 to 1749
{
    [LoggerMessage(EventId = 1740, EventName = nameof(ImportBegun), Level = LogLevel.Information,
        Message = "An import of {Paths} paths for {CallingAETitle} has begun: {Done} files were done before")]
    public static partial void ImportBegun(this ILogger logger, int paths, string callingAETitle, long done);

    [LoggerMessage(EventId = 1741, EventName = nameof(ImportEnded), Level = LogLevel.Information,
        Message = "The import has ended ({State}): {Stored} instances stored, {Present} were there, {Failed} failed, {Unreadable} unreadable, in {Seconds} s")]
    public static partial void ImportEnded(this ILogger logger, PassState state, long stored, long present, long failed, long unreadable, long seconds);

    // Folders are named after patients more often than not.
    [LoggerMessage(EventId = 1742, EventName = nameof(NotImported), Level = LogLevel.Warning, Message = "{Path} ({SopInstance}) was not imported: {Reason}")]
    public static partial void NotImported(this ILogger logger, PatientData path, string? sopInstance, PatientData reason);

    [LoggerMessage(EventId = 1743, EventName = nameof(ImportFailed), Level = LogLevel.Error, Message = "The import has stopped: {Reason}")]
    public static partial void ImportFailed(this ILogger logger, string reason);
}

namespace Gantry.Host.Plugins;

internal static partial class PluginLog // event ids 1300 to 1399
{
    [LoggerMessage(EventId = 1300, EventName = nameof(PluginServing), Level = LogLevel.Information,
        Message = "Plugin {Plugin} serves: read {ReadMs} ms, loaded {LoadMs} ms, started {StartMs} ms")]
    public static partial void PluginServing(this ILogger logger, string plugin, long readMs, long loadMs, long startMs);

    [LoggerMessage(EventId = 1301, EventName = nameof(PluginRefused), Level = LogLevel.Error,
        Message = "Plugin in {Folder} refused: {Reason} What served before goes on.")]
    public static partial void PluginRefused(this ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 1302, EventName = nameof(PluginRetired), Level = LogLevel.Information,
        Message = "Plugin {Plugin} takes no new operation; {Operations} go on")]
    public static partial void PluginRetired(this ILogger logger, string plugin, int operations);

    [LoggerMessage(EventId = 1303, EventName = nameof(PluginUnloading), Level = LogLevel.Information,
        Message = "Plugin {Plugin} has drained in {DrainMs} ms and is being unloaded")]
    public static partial void PluginUnloading(this ILogger logger, string plugin, long drainMs);

    [LoggerMessage(EventId = 1304, EventName = nameof(PluginCollected), Level = LogLevel.Information,
        Message = "Plugin {Plugin} is gone from memory {CollectMs} ms after it was unloaded")]
    public static partial void PluginCollected(this ILogger logger, string plugin, long collectMs);

    [LoggerMessage(EventId = 1305, EventName = nameof(PluginStillInMemory), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} was unloaded {Seconds} s ago and is still in memory: something holds it")]
    public static partial void PluginStillInMemory(this ILogger logger, string plugin, long seconds);

    [LoggerMessage(EventId = 1306, EventName = nameof(PluginStepFailed), Level = LogLevel.Error,
        Message = "Plugin {Plugin}: {Step} threw {Exception}: {ExceptionMessage}")]
    public static partial void PluginStepFailed(this ILogger logger, string plugin, string step, string exception, string exceptionMessage);

    [LoggerMessage(EventId = 1307, EventName = nameof(PluginFolderGone), Level = LogLevel.Warning,
        Message = "The folder of plugin {Plugin} is gone; the version in memory serves on until it is unloaded or the host restarts")]
    public static partial void PluginFolderGone(this ILogger logger, string plugin);

    [LoggerMessage(EventId = 1308, EventName = nameof(WatchFailed), Level = LogLevel.Warning,
        Message = "Looking through the plugin folder failed: {Reason} It is tried again.")]
    public static partial void WatchFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1309, EventName = nameof(PluginUnloaded), Level = LogLevel.Information,
        Message = "Plugin {Plugin} was unloaded by an administrator")]
    public static partial void PluginUnloaded(this ILogger logger, string plugin);

    [LoggerMessage(EventId = 1310, EventName = nameof(CopyNotRemoved), Level = LogLevel.Debug,
        Message = "The copy {Folder} cannot be removed yet: {Reason}")]
    public static partial void CopyNotRemoved(this ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 1311, EventName = nameof(PluginQuarantined), Level = LogLevel.Error,
        Message = "Plugin {Plugin} is in quarantine until {Until:HH:mm:ss} after {Faults} faults; its operations are refused till then")]
    public static partial void PluginQuarantined(this ILogger logger, string plugin, DateTimeOffset until, long faults);

    [LoggerMessage(EventId = 1312, EventName = nameof(UnhandledExceptionContained), Level = LogLevel.Critical,
        Message = "{Plugin} threw where nobody catches; the host goes on: {Fault}")]
    public static partial void UnhandledExceptionContained(this ILogger logger, string plugin, string fault);
}

namespace Gantry.Host.Plugins;

internal static partial class PluginLog // event ids 1300 to 1399
{
    [LoggerMessage(EventId = 1300, EventName = nameof(PluginServing), Level = LogLevel.Information,
        Message = "Plugin {Plugin} is ready: {Steps}")]
    public static partial void PluginServing(this ILogger logger, string plugin, string steps);

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
        Message = "Plugin {Plugin}: {Step} threw {Fault}")]
    public static partial void PluginStepFailed(this ILogger logger, string plugin, string step, string fault);

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

    [LoggerMessage(EventId = 1313, EventName = nameof(PluginDrainsLong), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} still has {Operations} operations, the oldest since {Seconds} s; they are {Consequence}")]
    public static partial void PluginDrainsLong(this ILogger logger, string plugin, int operations, long seconds, string consequence);

    [LoggerMessage(EventId = 1314, EventName = nameof(PluginOnTrial), Level = LogLevel.Information,
        Message = "Plugin {Plugin} gets {Rule}, beside {Current}")]
    public static partial void PluginOnTrial(this ILogger logger, string plugin, string rule, string current);

    [LoggerMessage(EventId = 1315, EventName = nameof(PluginPromoted), Level = LogLevel.Information,
        Message = "Plugin {Plugin} gets all operations")]
    public static partial void PluginPromoted(this ILogger logger, string plugin);

    [LoggerMessage(EventId = 1316, EventName = nameof(TrialFailed), Level = LogLevel.Error, Message = "{Outcome}")]
    public static partial void TrialFailed(this ILogger logger, string outcome);

    [LoggerMessage(EventId = 1317, EventName = nameof(TrialPassed), Level = LogLevel.Information,
        Message = "Plugin {Plugin} (generation {Generation}) does no worse than the version before it")]
    public static partial void TrialPassed(this ILogger logger, string plugin, int generation);

    [LoggerMessage(EventId = 1318, EventName = nameof(OperationHangs), Level = LogLevel.Warning,
        Message = "Operation {CorrelationId} of {Plugin} has made no progress for {Seconds} s and is cancelled")]
    public static partial void OperationHangs(this ILogger logger, string correlationId, string plugin, long seconds);

    [LoggerMessage(EventId = 1319, EventName = nameof(OperationAbandoned), Level = LogLevel.Error,
        Message = "Operation {CorrelationId} of {Plugin} does not end and is given up: code of the plugin runs on")]
    public static partial void OperationAbandoned(this ILogger logger, string correlationId, string plugin);

    [LoggerMessage(EventId = 1320, EventName = nameof(MemoryHigh), Level = LogLevel.Error,
        Message = "Memory is running out: {UsedMiB} MiB used, {LoadPercent} % of what there is. Plugins with operations now: {Plugins}")]
    public static partial void MemoryHigh(this ILogger logger, long usedMiB, int loadPercent, string plugins);

    [LoggerMessage(EventId = 1321, EventName = nameof(PluginKept), Level = LogLevel.Information,
        Message = "Plugin {Plugin} has stopped, and is kept in memory as Gantry:KeepInMemory says")]
    public static partial void PluginKept(this ILogger logger, string plugin);

    [LoggerMessage(EventId = 1322, EventName = nameof(RollbackEnds), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} {Version} was rolled back, and serves again: the version before it cannot be loaded any more: {Reason}")]
    public static partial void RollbackEnds(this ILogger logger, string plugin, string version, string reason);

    [LoggerMessage(EventId = 1323, EventName = nameof(RollbackNotKept), Level = LogLevel.Warning,
        Message = "Plugin {Plugin}: what is rolled back cannot be written down, and a start will not know of it: {Reason}")]
    public static partial void RollbackNotKept(this ILogger logger, string plugin, string reason);

    [LoggerMessage(EventId = 1324, EventName = nameof(PluginPaused), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} is paused by {User}: its operations are refused until it is resumed")]
    public static partial void PluginPaused(this ILogger logger, string plugin, string user);

    [LoggerMessage(EventId = 1325, EventName = nameof(PluginResumed), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} is resumed by {User}")]
    public static partial void PluginResumed(this ILogger logger, string plugin, string user);

    [LoggerMessage(EventId = 1340, EventName = nameof(PluginWaits), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} waits for {Services}, which no plugin provides; its operations are refused till then")]
    public static partial void PluginWaits(this ILogger logger, string plugin, string services);

    [LoggerMessage(EventId = 1341, EventName = nameof(PluginWaitsNoLonger), Level = LogLevel.Information,
        Message = "Plugin {Plugin} has what it waited for")]
    public static partial void PluginWaitsNoLonger(this ILogger logger, string plugin);

    [LoggerMessage(EventId = 1342, EventName = nameof(HostCrashed), Level = LogLevel.Critical,
        Message = "The host before this one ended at {At:yyyy-MM-dd HH:mm:ss} with {ExitCode} and was not told to")]
    public static partial void HostCrashed(this ILogger logger, DateTimeOffset at, int exitCode);

    [LoggerMessage(EventId = 1343, EventName = nameof(CrashBlamed), Level = LogLevel.Error,
        Message = "Plugin {Plugin} is blamed for the crash, by a share of {Share:0.##} {Where}")]
    public static partial void CrashBlamed(this ILogger logger, string plugin, double share, string where);

    [LoggerMessage(EventId = 1370, EventName = nameof(PluginSettingUnknown), Level = LogLevel.Warning,
        Message = "Plugin {Plugin} has a value for {Setting}, which is no setting of this version; the value is kept")]
    public static partial void PluginSettingUnknown(this ILogger logger, string plugin, string setting);

    [LoggerMessage(EventId = 1371, EventName = nameof(PluginSettingsChanged), Level = LogLevel.Information,
        Message = "Settings of plugin {Plugin} were changed by an administrator: {Settings}")]
    public static partial void PluginSettingsChanged(this ILogger logger, string plugin, string settings);
}

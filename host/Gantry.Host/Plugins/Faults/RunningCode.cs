namespace Gantry.Host.Plugins.Faults;

/// <summary>
/// Knows for each thread which plugin's code it runs, in a file that outlives the process: what a crash leaves behind. It follows the execution context, so
/// continuations, timers and threads that a plugin began count as the plugin's. A change costs a store to memory.
/// </summary>
/// <remarks>There is one record in a process; without one, nothing is noted.</remarks>
internal static class RunningCode
{
    private static readonly AsyncLocal<RunningPlugin?> Current = new(static change => Note(change.CurrentValue));

    [ThreadStatic]
    private static RunningThread? _thread;

    private static volatile RunningRecord? _record;

    /// <summary>Begins to keep the record.</summary>
    public static void Keep(RunningRecord record) => _record = record;

    /// <summary>Gives a generation a place in the record. Whoever asks disposes it.</summary>
    public static RunningPlugin Add(string id, string version, string contentHash)
    {
        var name = $"{id} {version}";
        return _record?.Add(id, contentHash, name) ?? new RunningPlugin(null, 0, name);
    }

    /// <summary>The plugin whose code the calling method runs in, as <c>id version</c>; null for the host's own.</summary>
    public static string? Name => Current.Value?.Name is { Length: > 0 } name ? name : null;

    /// <summary>From here to the end of the calling asynchronous method, what runs is the plugin's.</summary>
    public static void Enter(RunningPlugin plugin) => Current.Value = plugin;

    private static void Note(RunningPlugin? plugin)
    {
        if (_record is { } record)
        {
            (_thread ??= record.AddThread()).Plugin = plugin?.Number ?? 0;
        }
    }
}

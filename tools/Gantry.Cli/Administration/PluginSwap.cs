namespace Gantry.Cli.Administration;

/// <summary>Changes a plugin and follows the generation that it replaced until that is gone from memory, or kept there.</summary>
internal sealed class PluginSwap(AdminClient client, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // The server lists what was replaced a moment after the next one serves.
    private static readonly TimeSpan Listing = TimeSpan.FromSeconds(5);

    /// <param name="id">The plugin's id, or the last part of it.</param>
    /// <param name="change"><c>load</c>, <c>reload</c>, <c>unload</c>, <c>rollback</c>, <c>promote</c>, <c>cancel</c>, <c>pause</c> or <c>resume</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="wait">How long the replaced generation is waited for.</param>
    /// <param name="changed">Called once with the plugin as the change left it, before the wait.</param>
    /// <param name="cancellationToken">Ends the wait; the change stays.</param>
    public Task<PluginChange> RunAsync(string id, string change, ChangeOptions options, TimeSpan wait, Action<Plugin> changed, CancellationToken cancellationToken) =>
        FollowAsync(() => client.ChangeAsync(id, change, options, cancellationToken), wait, changed, cancellationToken);

    /// <summary>Has a folder put into the plugin folder and loaded; the rest as for any change.</summary>
    public Task<PluginChange> InstallAsync(string folder, ChangeOptions options, TimeSpan wait, Action<Plugin> changed, CancellationToken cancellationToken) =>
        FollowAsync(() => client.InstallAsync(folder, options, cancellationToken), wait, changed, cancellationToken);

    private async Task<PluginChange> FollowAsync(Func<Task<Plugin>> change, TimeSpan wait, Action<Plugin> changed, CancellationToken cancellationToken)
    {
        var before = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
        var plugin = await change().ConfigureAwait(false);
        changed(plugin);

        if (Replaced(before.Plugins.FirstOrDefault(candidate => candidate.Id == plugin.Id), plugin) is not { } replaced)
        {
            return new PluginChange(plugin, null);
        }

        var begun = time.GetTimestamp();
        while (true)
        {
            var list = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
            var retired = list.Retired.LastOrDefault(entry => entry.Id == plugin.Id && entry.Generation == replaced);
            var elapsed = time.GetElapsedTime(begun);
            var isOver = elapsed >= wait && (retired is not null || elapsed >= Listing);
            if (retired is { IsDone: true } || isOver)
            {
                return new PluginChange(plugin, retired);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // The generation that serves no more; null where none was replaced.
    private static int? Replaced(Plugin? before, Plugin after) => before switch
    {
        null or { Generation: null } => null,
        _ when before.Generation != after.Generation || (before.State != after.State && after.State == "Unloaded") => before.Generation,
        { Canary: { } canary } when after.Canary is null => canary.Generation,
        _ => null,
    };
}

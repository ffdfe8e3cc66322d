namespace Gantry.Cli.Administration;

/// <summary>Changes a plugin and follows the generation that it replaced until that is gone from memory.</summary>
internal sealed class PluginSwap(AdminClient client, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <param name="id">The plugin's id, or the last part of it.</param>
    /// <param name="change"><c>load</c>, <c>reload</c>, <c>unload</c> or <c>rollback</c>.</param>
    /// <param name="wait">How long the replaced generation is waited for.</param>
    /// <param name="changed">Called once with the plugin as the change left it, before the wait.</param>
    /// <param name="cancellationToken">Ends the wait; the change stays.</param>
    public async Task<PluginChange> RunAsync(string id, string change, TimeSpan wait, Action<Plugin> changed, CancellationToken cancellationToken)
    {
        var before = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
        var plugin = await client.ChangeAsync(id, change, cancellationToken).ConfigureAwait(false);
        changed(plugin);

        var served = before.Plugins.FirstOrDefault(candidate => candidate.Id == plugin.Id && candidate.State == "Serving");
        if (served is null || (plugin.State == "Serving" && served.Generation == plugin.Generation))
        {
            return new PluginChange(plugin, null); // nothing was replaced
        }

        var begun = time.GetTimestamp();
        while (true)
        {
            var list = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
            var retired = list.Retired.LastOrDefault(entry => entry.Id == plugin.Id && entry.Generation == served.Generation);
            if (retired is { CollectedAt: not null } || time.GetElapsedTime(begun) >= wait)
            {
                return new PluginChange(plugin, retired);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}

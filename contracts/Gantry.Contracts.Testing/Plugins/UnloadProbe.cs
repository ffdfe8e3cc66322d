using System.Diagnostics;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>Shows that a plugin goes when it is told to: what stays in memory makes every replacement cost memory, until the server is restarted.</summary>
public static class UnloadProbe
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Loads a plugin's folder as a host does, uses it, stops it, unloads it, and asserts that its load context is collected. Twice, because a version is
    /// replaced by the next in the same process.
    /// </summary>
    /// <param name="folder">The folder, with its <c>plugin.json</c>: <c>BuiltPlugin.Folder("acme.find")</c>.</param>
    /// <param name="use">Calls what the plugin has. What it makes of the plugin's own types must not outlive it: a field of the test would keep them.</param>
    /// <param name="services">Makes what the plugin may import; services in memory unless set.</param>
    /// <param name="patience">How long it may take until it is collected; 30 seconds unless set.</param>
    /// <exception cref="PluginRefusedException">A host would refuse the plugin.</exception>
    public static async Task AssertUnloadsAsync(string folder, Func<PluginHarness, Task> use, Func<TestServices>? services = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        for (var generation = 1; generation <= 2; generation++)
        {
            // Another thread, so that nothing of this one's stack still knows the plugin when it should be gone.
            var context = await Task.Run(() => RunAsync(folder, use, services)).ConfigureAwait(false);
            if (!await IsCollectedAsync(context, patience ?? DefaultPatience).ConfigureAwait(false))
            {
                Assert.Fail(
                    $"The plugin in {folder} stayed in memory for {(patience ?? DefaultPatience).TotalSeconds:0} s after it was unloaded (generation {generation}). Something that lives on "
                    + "refers to it: a thread, a timer or a loop that does not end with IPluginContext.Stopping, a handler of a static event, a cache of the "
                    + "framework by type (System.Text.Json by reflection, dynamic, XmlSerializer), or a field of this test.");
            }
        }
    }

    private static async Task<WeakReference> RunAsync(string folder, Func<PluginHarness, Task> use, Func<TestServices>? services)
    {
        using var given = services?.Invoke();
        var plugin = await PluginHarness.LoadAsync(folder, given).ConfigureAwait(false);
        var context = plugin.LoadContext!;
        await using (plugin.ConfigureAwait(false))
        {
            await use(plugin).ConfigureAwait(false);
        }

        return context;
    }

    private static async Task<bool> IsCollectedAsync(WeakReference context, TimeSpan patience)
    {
        for (var begun = Stopwatch.GetTimestamp(); context.IsAlive && Stopwatch.GetElapsedTime(begun) < patience;)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(Interval).ConfigureAwait(false); // threads that ran the plugin let go of it when they run something else
        }

        return !context.IsAlive;
    }
}

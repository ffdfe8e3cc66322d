using System.Collections.Concurrent;
using Gantry.Host.Databases;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Registry;

/// <summary>Puts generations in place and takes others out: one table is replaced, and what it no longer names drains and is unloaded.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Switchboard(PrivateCopies copies, RetiredGenerations retired, DatabaseChoice choice, ILogger logger)
{
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<PluginSlot, PluginRoutes> _routes = new();
    private readonly ConcurrentDictionary<Task, byte> _retiring = new();
    private readonly Lock _switching = new();
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>Which plugin serves what, now.</summary>
    public RoutingTable Routing => _routing;

    /// <summary>Replaces what serves in a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="next">What serves from now on.</param>
    /// <param name="routes">What the current generation of it serves; null where there is none.</param>
    /// <param name="drain">What becomes of the operations of those that are taken out.</param>
    /// <exception cref="PluginRefusedException">Another plugin serves the same.</exception>
    public void Switch(PluginSlot slot, Serving next, PluginRoutes? routes, DrainPolicy drain)
    {
        Serving before;
        lock (_switching)
        {
            if (routes is not null && slot.Id != choice.Standby && _routing.Clash(routes) is { } clash)
            {
                throw new PluginRefusedException(clash);
            }

            // Before the switch: whoever prunes meanwhile finds what serves as the current one or as the one before.
            if (slot.Current is { } current && current != next.Current && current.ContentHash != next.Current?.ContentHash)
            {
                slot.PreviousCopy = current.PrivateCopy;
            }

            before = slot.Switch(next);
            slot.Routes = routes;
            if (routes is null)
            {
                _routes.TryRemove(slot, out _);
            }
            else
            {
                _routes[slot] = routes;
            }

            MakeTable();
            NoteWaiting(slot);
        }

        foreach (var generation in new[] { before.Current, before.Canary?.Generation }.OfType<PluginGeneration>())
        {
            if (generation != next.Current && generation != next.Canary?.Generation)
            {
                Retire(slot, generation, drain);
            }
        }
    }

    /// <summary>Makes the table anew after which database serves was changed.</summary>
    /// <param name="change">Changes it; what it throws comes through, and nothing is changed.</param>
    public void Rearrange(Action change)
    {
        lock (_switching)
        {
            change();
            MakeTable();
        }
    }

    // What is kept ready beside the one that serves is not called by anybody.
    private void MakeTable() => _routing = new RoutingTable(
        _routes.Where(pair => pair.Key.Id != choice.Standby).OrderBy(pair => pair.Key.Id, StringComparer.Ordinal).Select(pair => pair.Value));

    /// <summary>Ends when all that were taken out have stopped.</summary>
    public Task SettleAsync() => Task.WhenAll(_retiring.Keys);

    // What the plugins wait for follows from the table alone.
    private void NoteWaiting(PluginSlot changed)
    {
        changed.WaitsFor = changed.Routes is null ? [] : changed.WaitsFor;
        foreach (var (slot, routes) in _routes)
        {
            var before = slot.WaitsFor;
            slot.WaitsFor = _routing.Missing(routes);
            if (slot.WaitsFor.Count > 0 && !slot.WaitsFor.SequenceEqual(before))
            {
                logger.PluginWaits(slot.Id, string.Join(", ", slot.WaitsFor));
            }
            else if (slot.WaitsFor.Count == 0 && before.Count > 0)
            {
                logger.PluginWaitsNoLonger(slot.Id);
            }
        }
    }

    private void Retire(PluginSlot slot, PluginGeneration generation, DrainPolicy drain)
    {
        var retiring = RetireAsync(slot, generation, drain);
        _retiring.TryAdd(retiring, 0);
        _ = retiring.ContinueWith(ended => _retiring.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task RetireAsync(PluginSlot slot, PluginGeneration generation, DrainPolicy drain)
    {
        await Task.Yield(); // whoever switched does not wait for the old generation
        await retired.RetireAsync(generation, drain).ConfigureAwait(false);
        await PruneCopiesAsync(slot).ConfigureAwait(false);
    }

    // Not while the plugin is being changed, for the copy that is about to serve is named by nobody yet. Where that takes long, what it takes out will prune.
    private async Task PruneCopiesAsync(PluginSlot slot)
    {
        if (!await slot.Change.WaitAsync(LongestChange).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            string?[] keep = [slot.Current?.ContentHash, slot.Canary?.Generation.ContentHash, Path.GetFileName(slot.PreviousCopy)];
            copies.Prune(slot.Id, [.. keep.OfType<string>(), .. DrainingCopies(slot)]);
        }
        finally
        {
            slot.Change.Release();
        }
    }

    private IEnumerable<string> DrainingCopies(PluginSlot slot) =>
        retired.List().Where(entry => entry.Id == slot.Id && entry.UnloadedAt is null).Select(entry => entry.ContentHash);
}

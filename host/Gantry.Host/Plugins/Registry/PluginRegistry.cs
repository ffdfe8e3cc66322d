using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Registry;

/// <summary>The plugins by id. A change loads the new generation beside the old one, switches one reference, and lets the old one drain.</summary>
/// <remarks>Safe for concurrent use; changes of one plugin go one after the other.</remarks>
internal sealed class PluginRegistry(
    GantrySettings settings, GenerationMaker maker, PrivateCopies copies, RetiredGenerations retired, ILogger<PluginRegistry> logger) : IServiceSource
{
    private readonly ConcurrentDictionary<string, PluginSlot> _slots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _retiring = new();
    private readonly Lock _switching = new();
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>What a plugin's folder may be like.</summary>
    public FolderPolicy FolderPolicy => settings.FolderPolicy;

    /// <summary>Which plugin serves what, now.</summary>
    public RoutingTable Routing => _routing;

    /// <summary>The plugins, in order of their ids.</summary>
    public IEnumerable<PluginSlot> Slots => _slots.Values.OrderBy(slot => slot.Id, StringComparer.Ordinal);

    /// <summary>Finds a plugin by its id, or by the last part of it where that is enough: <c>find</c> is <c>gantry.find</c>.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out PluginSlot? slot)
    {
        if (_slots.TryGetValue(name, out slot))
        {
            return true;
        }

        var byLastPart = _slots.Values.Where(candidate => candidate.Id.EndsWith("." + name, StringComparison.Ordinal)).ToList();
        slot = byLastPart.Count == 1 ? byLastPart[0] : null;
        return slot is not null;
    }

    PluginSlot IServiceSource.Provider(Type contract) => _routing.Provider(contract) ?? throw new ServiceUnavailableException(contract.Name);

    /// <summary>Loads what is in a drop-in folder, where it is not what was tried last.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="again">True to load it even so.</param>
    /// <param name="cancellationToken">Ends the attempt before the switch.</param>
    /// <exception cref="PluginRefusedException">It was refused; what served before goes on. The slot says so too.</exception>
    public async Task<PluginSlot> LoadAsync(string path, bool again, CancellationToken cancellationToken)
    {
        PluginFolder folder;
        try
        {
            folder = PluginFolder.Read(path, settings.FolderPolicy);
        }
        catch (PluginRefusedException refusal)
        {
            Refuse(_slots.Values.FirstOrDefault(known => known.Folder == path) ?? SlotOfFolder(path), refusal.Message);
            throw;
        }

        var slot = Slot(folder.Manifest.Id, path);
        if (slot.Folder != path && Directory.Exists(slot.Folder))
        {
            var twice = new PluginRefusedException($"Its id {slot.Id} is in the folder {Path.GetFileName(slot.Folder)} too.");
            Refuse(SlotOfFolder(path), twice.Message);
            throw twice;
        }

        FolderChanged(path, slot);
        await slot.Change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            slot.Folder = path;
            slot.IsFolderGone = false;
            if (again || slot.TriedHash != folder.ContentHash)
            {
                slot.TriedHash = folder.ContentHash;
                await SwapAsync(slot, folder, cancellationToken).ConfigureAwait(false);
            }

            return slot;
        }
        catch (PluginRefusedException refusal)
        {
            Refuse(slot, refusal.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            slot.TriedHash = slot.Current?.ContentHash; // nothing is known against the folder
            throw;
        }
        finally
        {
            slot.Change.Release();
        }
    }

    /// <summary>Notes that a drop-in folder is gone. What serves goes on from the host's own copy; what does not serve is forgotten.</summary>
    public void FolderGone(string path) => FolderChanged(path, null);

    /// <summary>Loads the generation before the current one from the copy that was kept.</summary>
    /// <exception cref="PluginRefusedException">There is none, or it cannot be loaded any more.</exception>
    public async Task RollBackAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        await slot.Change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var previous = slot.PreviousCopy ?? throw new PluginRefusedException($"There is no version of {slot.Id} before this one.");
            await SwapAsync(slot, PluginFolder.Read(previous, FolderPolicy.OwnCopy), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slot.Change.Release();
        }
    }

    /// <summary>Takes a plugin out of service; its operations go on to their end.</summary>
    public async Task UnloadAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        await slot.Change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Switch(slot, null, null);
            slot.State = PluginState.Unloaded;
            slot.Refusal = null;
            logger.PluginUnloaded(slot.Id);
        }
        finally
        {
            slot.Change.Release();
        }
    }

    /// <summary>Takes every plugin out of service and waits until each has stopped.</summary>
    public async Task StopAsync()
    {
        foreach (var slot in Slots)
        {
            Switch(slot, null, null);
        }

        await Task.WhenAll(_retiring.Keys).ConfigureAwait(false);
    }

    private async Task SwapAsync(PluginSlot slot, PluginFolder folder, CancellationToken cancellationToken)
    {
        slot.PreviousCopy ??= copies.Latest(slot.Id, folder.ContentHash);
        PluginRoutes? routes = null;
        var next = await maker.MakeAsync(folder, ++slot.Generations, this, Check, cancellationToken).ConfigureAwait(false);
        try
        {
            Switch(slot, next, routes);
        }
        catch (PluginRefusedException)
        {
            await next.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        slot.State = PluginState.Serving;
        slot.Refusal = null;

        void Check(PluginComposition composition)
        {
            routes = PluginRoutes.Of(slot, composition);
            var missing = folder.Manifest.Provides.FirstOrDefault(name => !routes.Services.Any(service => service.Name == name));
            var reason = missing is not null ? $"Its manifest says that it provides {missing}, and it does not." : _routing.Clash(routes);
            if (reason is not null)
            {
                throw new PluginRefusedException(reason);
            }
        }
    }

    private void Switch(PluginSlot slot, PluginGeneration? next, PluginRoutes? routes)
    {
        PluginGeneration? before;
        lock (_switching)
        {
            if (routes is not null && _routing.Clash(routes) is { } clash)
            {
                throw new PluginRefusedException(clash);
            }

            before = slot.Switch(next);
            slot.Routes = routes;
            _routing = new RoutingTable(Slots.Select(each => each.Routes).OfType<PluginRoutes>());
        }

        if (before is null)
        {
            return;
        }

        if (next is null || before.ContentHash != next.ContentHash)
        {
            slot.PreviousCopy = before.PrivateCopy;
        }

        var retiring = RetireAsync(slot, before);
        _retiring.TryAdd(retiring, 0);
        _ = retiring.ContinueWith(ended => _retiring.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task RetireAsync(PluginSlot slot, PluginGeneration generation)
    {
        await Task.Yield(); // whoever switched does not wait for the old generation
        await retired.RetireAsync(generation, settings.DrainTimeout).ConfigureAwait(false);
        string?[] keep = [slot.Current?.ContentHash, Path.GetFileName(slot.PreviousCopy)];
        copies.Prune(slot.Id, [.. keep.OfType<string>(), .. DrainingCopies(slot)]);
    }

    private IEnumerable<string> DrainingCopies(PluginSlot slot) =>
        retired.List().Where(entry => entry.Id == slot.Id && entry.UnloadedAt is null).Select(entry => entry.ContentHash);

    private PluginSlot Slot(string id, string path) => _slots.GetOrAdd(id, static (id, path) => new PluginSlot(id) { Folder = path }, path);

    // A folder that could not be read, or whose id another has, stands under its own name.
    private PluginSlot SlotOfFolder(string path)
    {
        var name = string.Concat(Path.GetFileName(path).Select(c => char.IsControl(c) ? '?' : c));
        return _slots.TryGetValue(name, out var taken) && taken.Folder != path ? Slot($"{name} (folder)", path) : Slot(name, path);
    }

    private void FolderChanged(string path, PluginSlot? now)
    {
        foreach (var slot in _slots.Values.Where(slot => slot.Folder == path && slot != now))
        {
            if (slot.Current is null)
            {
                _slots.TryRemove(slot.Id, out _);
            }
            else if (!slot.IsFolderGone)
            {
                slot.IsFolderGone = true;
                logger.PluginFolderGone(slot.Id);
            }
        }
    }

    private void Refuse(PluginSlot slot, string reason)
    {
        slot.Refusal = reason;
        slot.State = slot.Current is null ? PluginState.Refused : PluginState.Serving;
        logger.PluginRefused(slot.Folder, reason);
    }
}

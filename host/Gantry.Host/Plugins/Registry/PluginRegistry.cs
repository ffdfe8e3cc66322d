using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gantry.Host.Databases;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Registry;

/// <summary>The plugins by id. A change loads the new generation beside the old one, switches one reference, and lets the old one drain.</summary>
/// <remarks>Safe for concurrent use; changes of one plugin go one after the other.</remarks>
internal sealed partial class PluginRegistry(
    GantrySettings settings,
    GenerationMaker maker,
    PrivateCopies copies,
    RetiredGenerations retired,
    BlameBook blame,
    RollbackBook rollbacks,
    HoldBook holds,
    HealthGateOptions gate,
    DatabaseChoice choice,
    DatabaseWrites writes,
    TimeProvider time,
    ILogger<PluginRegistry> logger) : IServiceSource
{
    private readonly ConcurrentDictionary<string, PluginSlot> _slots = new(StringComparer.Ordinal);
    private readonly Switchboard _board = new(copies, retired, choice, logger);

    /// <summary>What a plugin's folder may be like.</summary>
    public FolderPolicy FolderPolicy => settings.FolderPolicy;

    /// <summary>True where the log may hold patient data.</summary>
    public bool LogsPatientData => settings.Logging.PatientData;

    /// <summary>A plugin has changed, or an attempt to change it was refused. Called by whoever made the change; must not throw.</summary>
    public event Action<PluginChange>? Changed;

    /// <summary>Which plugin serves what, now.</summary>
    public RoutingTable Routing => _board.Routing;

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

    /// <summary>Loads what is in a drop-in folder, where it is not what was tried last.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="again">True to load it even so.</param>
    /// <param name="options">How it takes the place of what serves; null for at once, and as the settings say.</param>
    /// <param name="cancellationToken">Ends the attempt before the switch.</param>
    /// <exception cref="PluginRefusedException">It was refused; what served before goes on. The slot says so too.</exception>
    public async Task<PluginSlot> LoadAsync(string path, bool again, SwapOptions? options, CancellationToken cancellationToken)
    {
        PluginFolder folder;
        StepTimes steps;
        try
        {
            (folder, steps) = Discover(path, settings.FolderPolicy);
        }
        catch (PluginRefusedException refusal)
        {
            var known = _slots.Values.FirstOrDefault(known => known.Folder == path) ?? SlotOfFolder(path);
            known.Attempt = null; // of an earlier content
            Refuse(known, refusal.Message);
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
        if (LeaveOut(slot, folder.Manifest))
        {
            slot.Folder = path;
            return again ? throw new PluginRefusedException(slot.Refusal!) : slot;
        }

        await slot.Change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            slot.Folder = path;
            slot.IsFolderGone = false;
            CheckBlame(slot, folder, again);
            if (again || slot.TriedHash != folder.ContentHash)
            {
                slot.TriedHash = folder.ContentHash;
                if (again || !await StayRolledBackAsync(slot, folder, cancellationToken).ConfigureAwait(false))
                {
                    await SwapAsync(slot, folder, steps, options ?? SwapOptions.Of(settings), cancellationToken).ConfigureAwait(false);
                    RememberChoice(slot);
                }
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

    /// <summary>Gives a generation on trial all operations.</summary>
    /// <exception cref="PluginRefusedException">None is on trial.</exception>
    public async Task PromoteAsync(PluginSlot slot, DrainPolicy? drain, CancellationToken cancellationToken)
    {
        using var change = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        var canary = slot.Canary ?? throw new PluginRefusedException($"No version of {slot.Id} is on trial.");
        var before = slot.Current!;
        Switch(slot, new Serving(canary.Generation, null), canary.Routes, drain);
        BeginTrial(slot, before, canary.Generation);
        RememberChoice(slot);
        logger.PluginPromoted(canary.Generation.ToString());
    }

    /// <summary>Takes a plugin out of service; its operations go on to their end.</summary>
    public async Task UnloadAsync(PluginSlot slot, DrainPolicy? drain, CancellationToken cancellationToken)
    {
        using var change = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        Switch(slot, Serving.Nothing, null, drain);
        slot.State = PluginState.Unloaded;
        slot.Refusal = null;
        logger.PluginUnloaded(slot.Id);
    }

    /// <summary>Does something with a plugin while nothing else changes it; it may have what serves loaded anew, from the host's own copy.</summary>
    public async Task<T> ChangeAsync<T>(PluginSlot slot, Func<Func<Task>, Task<T>> change, CancellationToken cancellationToken)
    {
        using var turn = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        return await change(() => SwapAsync(slot, slot.Current!.PrivateCopy, SwapOptions.Of(settings), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Takes every plugin out of service, those that need others first, and waits until each has stopped.</summary>
    /// <remarks>What a plugin imports serves until it has stopped: its last words may be for that.</remarks>
    public async Task StopAsync()
    {
        var needed = new HashSet<Type>(); // by those that stop
        foreach (var slot in DependencyOrder.Of(Slots, slot => slot.Routes?.Services ?? [], slot => slot.Routes?.Imports ?? []).Reverse().ToList())
        {
            var routes = slot.Routes;
            if (routes is not null && needed.Overlaps(routes.Services))
            {
                await _board.SettleAsync().ConfigureAwait(false);
                needed.Clear();
            }

            _board.Switch(slot, Serving.Nothing, null, SwapOptions.Of(settings).Drain);
            needed.UnionWith(routes?.Imports ?? []);
        }

        await _board.SettleAsync().ConfigureAwait(false);
    }

    private void CheckBlame(PluginSlot slot, PluginFolder folder, bool again)
    {
        if (again)
        {
            blame.Forgive(slot.Id);
        }
        else if (slot.Current?.ContentHash != folder.ContentHash && blame.Verdict(slot.Id, folder.ContentHash) is { } verdict)
        {
            slot.PreviousCopy ??= copies.Latest(slot.Id, folder.ContentHash); // what a rollback would bring back
            throw new PluginRefusedException(verdict);
        }
    }

    private (PluginFolder Folder, StepTimes Steps) Discover(string path, FolderPolicy policy)
    {
        var steps = new StepTimes(time);
        steps.Enter(LifecycleStep.Discover);
        var folder = PluginFolder.Read(path, policy);
        if (!IsOfAnotherDatabase(folder.Manifest))
        {
            _ = folder.ContentHash; // now, and not when its turn comes: what was checked is what is loaded. Those left out, large ones often, are not read through.
        }

        steps.End();
        return (folder, steps);
    }

    private Task SwapAsync(PluginSlot slot, string copy, SwapOptions options, CancellationToken cancellationToken)
    {
        var (folder, steps) = Discover(copy, FolderPolicy.OwnCopy);
        return SwapAsync(slot, folder, steps, options, cancellationToken);
    }

    private async Task SwapAsync(PluginSlot slot, PluginFolder folder, StepTimes steps, SwapOptions options, CancellationToken cancellationToken)
    {
        CheckTrial(slot.Id, slot, options);
        slot.PreviousCopy ??= copies.Latest(slot.Id, folder.ContentHash);
        PluginRoutes? routes = null;
        slot.Attempt = new LoadAttempt(folder.Manifest.Version, ++slot.Generations, steps);
        PluginGeneration next;
        try
        {
            next = await maker.MakeAsync(folder, slot.Generations, steps, this, Check, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            steps.End();
        }

        var before = slot.Current;
        try
        {
            steps.Enter(LifecycleStep.Serve);
            if (options.Canary is { } rule)
            {
                Switch(slot, new Serving(before, new Canary(next, routes!, rule)), slot.Routes, options.Drain);
                slot.Trial = new Trial(next.Number, next.Health, before!.Health, null);
                logger.PluginOnTrial(next.ToString(), rule.ToString(), before.ToString());
            }
            else
            {
                Switch(slot, new Serving(next, null), routes, options.Drain);
                BeginTrial(slot, before, next);
            }
        }
        catch (PluginRefusedException)
        {
            await next.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        slot.State = ServingState(slot);
        slot.Refusal = null;
        slot.Attempt = null;

        void Check(PluginComposition composition)
        {
            routes = PluginRoutes.Of(slot, composition);
            var missing = folder.Manifest.Provides.FirstOrDefault(name => !composition.Contracts.Any(contract => contract.Name == name));
            var reason = missing is not null ? $"Its manifest says that it provides {missing}, and it does not."
                : (IsStandby(slot) ? null : Routing.Clash(routes)) ?? (options.Canary is null ? null : routes.Lacks(slot.Routes!));
            if (reason is not null)
            {
                throw new PluginRefusedException(reason);
            }
        }
    }

    private static void CheckTrial(string id, PluginSlot? slot, SwapOptions options)
    {
        if (slot?.Canary is { } onTrial)
        {
            throw new PluginRefusedException($"{onTrial.Generation} is on trial: promote it or roll it back first.");
        }

        if (options.Canary is not null && slot?.Current is null)
        {
            throw new PluginRefusedException($"No version of {id} serves, so there is nothing to try another beside.");
        }
    }

    private void BeginTrial(PluginSlot slot, PluginGeneration? before, PluginGeneration next) =>
        slot.Trial = before is null || before.ContentHash == next.ContentHash
            ? null
            : new Trial(next.Number, next.Health, before.Health, time.GetUtcNow() + gate.Trial);

    private void Switch(PluginSlot slot, Serving next, PluginRoutes? routes, DrainPolicy? drain)
    {
        var (before, known) = (slot.Routes, new[] { slot.Current, slot.Canary?.Generation });
        _board.Switch(slot, next, routes, drain ?? SwapOptions.Of(settings).Drain);
        if (next.Canary is null)
        {
            slot.Trial = null;
        }

        var made = next.Canary?.Generation ?? next.Current;
        Changed?.Invoke(new PluginChange(slot, before, routes, known.Contains(made) ? null : made?.Steps.Making, null));
    }

    private static async Task<IDisposable> BeginChangeAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        await slot.Change.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new ChangeEnd(slot);
    }

    private sealed class ChangeEnd(PluginSlot slot) : IDisposable
    {
        public void Dispose() => slot.Change.Release();
    }

    private PluginSlot Slot(string id, string path) => _slots.GetOrAdd(
        id, static (id, of) => new PluginSlot(id) { Folder = of.path, IsPaused = of.holds.IsPaused(id) }, (path, holds));

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
        slot.State = slot.Current is null ? PluginState.Refused : ServingState(slot);
        logger.PluginRefused(slot.Folder, reason);
        Changed?.Invoke(new PluginChange(slot, slot.Routes, slot.Routes, null, reason));
    }
}

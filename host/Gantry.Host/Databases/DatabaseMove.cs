using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Databases;

/// <summary>
/// Keeps a second database like the one that serves, and has the two change places when told. What serves never waits for the other, but for the moment in which
/// they change places. After a restart all is compared anew: what was noted is gone then.
/// </summary>
internal sealed class DatabaseMove(PluginRegistry registry, DatabaseChoice choice, DatabaseWrites writes, TimeProvider time, ILogger<DatabaseMove> logger) : IHostedService, IDisposable
{
    private const int MostChangesToSwitch = 1_000;
    private const int Verifications = 5;
    private static readonly TimeSpan HoldPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _administering = new(1);
    private CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    /// <summary>How far it is; null where no database is kept like the one that serves.</summary>
    public MoveProgress? Progress { get; private set; }

    /// <summary>Begins to make another plugin's database like the one that serves, and to switch to it then.</summary>
    /// <exception cref="PluginRefusedException">It cannot be: the message says why.</exception>
    public async Task BeginAsync(string plugin, CancellationToken cancellationToken)
    {
        await _administering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (choice.Standby is { } other)
            {
                throw new PluginRefusedException($"The database of {other} is kept like that of {choice.Current} already: finish that first.");
            }

            var slot = registry.TryFind(plugin, out var found) ? found : throw new PluginRefusedException($"There is no plugin {plugin}.");
            if (choice.Current is null || slot.Id == choice.Current)
            {
                throw new PluginRefusedException(choice.Current is null ? "Gantry:Catalog chooses no database that another could take over from." : $"The database of {slot.Id} is the one that serves.");
            }

            if (slot.State != PluginState.LeftOut)
            {
                throw new PluginRefusedException($"{slot.Id} provides no database that lies ready.");
            }

            choice.Begin(slot.Id);
            try
            {
                await registry.LoadAsync(slot.Folder, again: true, null, cancellationToken).ConfigureAwait(false);
                registry.CheckTakesOver(Slot(choice.Current), slot);
            }
            catch
            {
                await ReleaseAsync(slot).ConfigureAwait(false);
                throw;
            }

            Start();
        }
        finally
        {
            _administering.Release();
        }
    }

    /// <summary>Has the two change places as soon as they are alike.</summary>
    /// <exception cref="PluginRefusedException">No database is kept like the one that serves.</exception>
    public void AskToSwitch()
    {
        if (choice.Standby is null)
        {
            throw new PluginRefusedException("No database is kept like the one that serves.");
        }

        choice.AskToSwitch();
        writes.Changes.Wake();
    }

    /// <summary>Keeps the other database no longer like the one that serves; what is in it stays, and grows old.</summary>
    /// <exception cref="PluginRefusedException">There is none.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _administering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var standby = choice.Standby ?? throw new PluginRefusedException("No database is kept like the one that serves.");
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            standby = choice.Standby ?? standby; // they may just have changed places
            logger.MoveEnded(choice.Current, standby);
            Progress = null;
            await ReleaseAsync(Slot(standby)).ConfigureAwait(false);
        }
        finally
        {
            _administering.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (choice.Standby is not null)
        {
            Start(); // it went on when the host stopped
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _administering.Dispose();
        _ending.Dispose();
    }

    private void Start()
    {
        _ending.Dispose();
        _ending = new CancellationTokenSource();
        var (progress, token) = (new MoveProgress(time.GetUtcNow()), _ending.Token);
        Progress = progress;
        _running = Task.Run(() => RunAsync(progress, token), CancellationToken.None);
    }

    private async Task RunAsync(MoveProgress progress, CancellationToken cancellationToken)
    {
        logger.MoveBegun(choice.Current, choice.Standby);
        var pause = TimeSpan.FromSeconds(1);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await KeepAlikeAsync(progress, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // a plugin may throw anything, and what serves must go on
            catch (Exception exception)
#pragma warning restore CA1031
            {
                var reason = exception is CatalogException or PluginRefusedException or ServiceUnavailableException or IOException ? exception.Message : $"It failed with {exception.GetType().Name}.";
                if (progress.Problem != reason)
                {
                    logger.MoveWaits(choice.Standby ?? "", reason);
                }

                pause = progress.State == MoveState.Following ? TimeSpan.FromSeconds(1) : pause;
                (progress.State, progress.Problem, progress.Kind) = (MoveState.Waiting, reason, null);
            }
            finally
            {
                writes.Changes.Close();
            }

            await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task KeepAlikeAsync(MoveProgress progress, CancellationToken cancellationToken)
    {
        progress.State = MoveState.Starting;
        var standby = Slot(choice.Standby!);
        if (standby.Current is null)
        {
            await registry.LoadAsync(standby.Folder, again: true, null, cancellationToken).ConfigureAwait(false);
        }

        registry.CheckTakesOver(Slot(choice.Current!), standby);
        var follower = new DatabaseFollower(() => DatabasePair.Open(registry, Slot(choice.Current!), Slot(choice.Standby!)), writes.Changes, progress);
        writes.Changes.Open();
        progress.State = MoveState.Copying;
        await follower.CopyAsync(cancellationToken).ConfigureAwait(false);
        await VerifyAsync(follower, progress, cancellationToken).ConfigureAwait(false);
        (progress.State, progress.Problem) = (MoveState.Following, null);
        while (true)
        {
            await follower.FollowAsync(cancellationToken).ConfigureAwait(false);
            if (choice.IsToSwitch && writes.Changes.Count <= MostChangesToSwitch)
            {
                await TrySwitchAsync(follower, progress, cancellationToken).ConfigureAwait(false);
            }

            if (!choice.IsToSwitch || progress.Problem is not null)
            {
                await writes.Changes.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task VerifyAsync(DatabaseFollower follower, MoveProgress progress, CancellationToken cancellationToken)
    {
        progress.State = MoveState.Verifying;
        for (var i = 0; i < Verifications; i++)
        {
            var differing = await follower.VerifyAsync(cancellationToken).ConfigureAwait(false);
            if (differing == 0)
            {
                logger.DatabasesAlike(choice.Current, choice.Standby, progress.Verified, progress.Digest);
                return;
            }

            logger.RecordsDiffered(differing);
        }

        throw new CatalogException($"Records of the two databases still differ after all were written and compared {Verifications} times.");
    }

    // Nobody writes while the last changes are made and the two change places; whoever wants to waits, and writes into the other.
    private async Task TrySwitchAsync(DatabaseFollower follower, MoveProgress progress, CancellationToken cancellationToken)
    {
        var (current, standby, begun) = (Slot(choice.Current!), Slot(choice.Standby!), Stopwatch.GetTimestamp());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!await writes.Gate.TryHoldAsync(HoldPatience, cancellationToken).ConfigureAwait(false))
        {
            progress.Problem = $"What is being written did not end within {HoldPatience.TotalSeconds:0} s; it is tried again.";
            return;
        }

        try
        {
            patience.CancelAfter(HoldPatience);
            while (writes.Changes.Count > 0)
            {
                await follower.FollowAsync(patience.Token).ConfigureAwait(false);
            }

            var (here, there) = await CountAsync(current, standby, patience.Token).ConfigureAwait(false);
            if (here != there)
            {
                throw new CatalogException($"The counts of the two databases differ: {here} and {there}.");
            }

            registry.SwitchDatabases(current, standby);
            (progress.SwitchedAt, progress.Problem) = (time.GetUtcNow(), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CatalogException($"The databases took longer than {HoldPatience.TotalSeconds:0} s for the last changes, in which nobody could write.");
        }
        finally
        {
            writes.Gate.Open();
        }

        logger.DatabaseSwitched(standby.Id, current.Id, (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private async Task<(CatalogCounts Here, CatalogCounts There)> CountAsync(PluginSlot current, PluginSlot standby, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        return (
            await leases.Get<ICatalog>(current).CountAsync(cancellationToken).ConfigureAwait(false),
            await leases.Get<ICatalog>(standby).CountAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task ReleaseAsync(PluginSlot slot)
    {
        await registry.LeaveOutAsync(slot, CancellationToken.None).ConfigureAwait(false);
        choice.End();
    }

    private PluginSlot Slot(string id) => registry.TryFind(id, out var slot) ? slot : throw new PluginRefusedException($"There is no plugin {id}: its folder is gone.");

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}

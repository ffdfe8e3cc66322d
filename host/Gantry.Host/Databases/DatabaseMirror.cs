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
internal sealed class DatabaseMirror(PluginRegistry registry, DatabaseChoice choice, DatabaseWrites writes, MoveProgress progress, TimeProvider time, ILogger<DatabaseMove> logger)
{
    private const int MostChangesToSwitch = 1_000;
    private const int Verifications = 5;
    private static readonly TimeSpan HoldPatience = TimeSpan.FromSeconds(5);

    /// <summary>Copies, compares, and then follows what changes; has the two change places where that is asked for.</summary>
    /// <exception cref="CatalogException">A database does not do what is asked of it; begin anew.</exception>
    /// <exception cref="PluginRefusedException">One of the two is not there.</exception>
    /// <exception cref="OperationCanceledException">It was ended; nothing else ends it.</exception>
    public async Task KeepAlikeAsync(CancellationToken cancellationToken)
    {
        progress.State = MoveState.Starting;
        var standby = registry.Known(choice.Standby!);
        if (standby.Current is null)
        {
            await registry.LoadAsync(standby.Folder, again: true, null, cancellationToken).ConfigureAwait(false);
        }

        registry.CheckTakesOver(registry.Known(choice.Current!), standby);
        var follower = new DatabaseFollower(() => DatabasePair.Open(registry, registry.Known(choice.Current!), registry.Known(choice.Standby!)), writes.Changes, progress);
        writes.Changes.Open();
        progress.State = MoveState.Copying;
        await follower.CopyAsync(cancellationToken).ConfigureAwait(false);
        await VerifyAsync(follower, cancellationToken).ConfigureAwait(false);
        (progress.State, progress.Problem) = (MoveState.Following, null);
        while (true)
        {
            await follower.FollowAsync(cancellationToken).ConfigureAwait(false);
            if (choice.IsToSwitch && writes.Changes.Count <= MostChangesToSwitch)
            {
                await TrySwitchAsync(follower, cancellationToken).ConfigureAwait(false);
            }

            if (!choice.IsToSwitch || progress.Problem is not null)
            {
                await writes.Changes.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task VerifyAsync(DatabaseFollower follower, CancellationToken cancellationToken)
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
    private async Task TrySwitchAsync(DatabaseFollower follower, CancellationToken cancellationToken)
    {
        var (current, standby, begun) = (registry.Known(choice.Current!), registry.Known(choice.Standby!), Stopwatch.GetTimestamp());
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
}

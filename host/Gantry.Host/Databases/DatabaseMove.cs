using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Databases;

/// <summary>
/// Has a second database kept like the one that serves (<see cref="DatabaseMirror"/>), from when an administrator begins it until he ends it, over restarts and
/// whatever fails meanwhile.
/// </summary>
internal sealed class DatabaseMove(PluginRegistry registry, DatabaseChoice choice, DatabaseWrites writes, TimeProvider time, ILogger<DatabaseMove> logger) : IHostedService, IDisposable
{
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
                registry.CheckTakesOver(registry.Known(choice.Current), slot);
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
            await ReleaseAsync(registry.Known(standby)).ConfigureAwait(false);
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
        var mirror = new DatabaseMirror(registry, choice, writes, progress, time, logger);
        var pause = TimeSpan.FromSeconds(1);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await mirror.KeepAlikeAsync(cancellationToken).ConfigureAwait(false);
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

    private async Task ReleaseAsync(PluginSlot slot)
    {
        await registry.LeaveOutAsync(slot, CancellationToken.None).ConfigureAwait(false);
        choice.End();
    }

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

using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Maintenance;

/// <summary>The rebuild of the catalog: at most one at a time, which ends with the server and is gone on with after it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Reindexing(GantrySettings settings, PluginRegistry registry, TimeProvider time, ILogger<Reindexing> logger) : IHostedService, IDisposable
{
    private readonly string _checkpoint = Path.Combine(settings.DataFolder, "reindex.json");
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>The rebuild that runs, or the last one; null before the first.</summary>
    public ReindexProgress? Progress { get; private set; }

    /// <summary>Begins a rebuild.</summary>
    /// <returns>False where one is running.</returns>
    public bool TryStart(ReindexOptions options)
    {
        lock (_lock)
        {
            if (!_running.IsCompleted)
            {
                return false;
            }

            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            var (progress, token) = (new ReindexProgress(time.GetUtcNow()), _stop.Token);
            Progress = progress;
            _running = Task.Run(() => RunAsync(new ReindexRun(registry, options, progress, _checkpoint, logger), progress, token), CancellationToken.None);
            return true;
        }
    }

    /// <summary>Stops the rebuild, where one is running, and waits for its end.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            return _running.IsCompleted ? Task.CompletedTask : Task.WhenAll(_stop!.CancelAsync(), _running);
        }
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => StopAsync();

    public void Dispose() => _stop?.Dispose();

    private async Task RunAsync(ReindexRun run, ReindexProgress progress, CancellationToken cancellationToken)
    {
        var (state, failure) = (PassState.Completed, (string?)null);
        try
        {
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            state = PassState.Stopped;
        }
        catch (Exception exception) when (exception is ServiceUnavailableException or CatalogException or IOException or UnauthorizedAccessException)
        {
            (state, failure) = (PassState.Failed, exception.Message);
            logger.ReindexFailed(failure);
        }
#pragma warning disable CA1031 // a plugin may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (state, failure) = (PassState.Failed, $"A plugin failed with {exception.GetType().Name}.");
            logger.ReindexFailed(exception.ToString());
        }

        var ended = time.GetUtcNow();
        progress.End(state, failure, ended);
        var counts = progress.Counts;
        logger.ReindexEnded(state, counts.Added, counts.Present, counts.Unreadable, counts.Removed, (long)(ended - progress.StartedAt).TotalSeconds);
    }
}

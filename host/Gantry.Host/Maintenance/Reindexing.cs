using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Maintenance;

/// <summary>The rebuild of the catalog: at most one at a time, which ends with the server and is gone on with after it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Reindexing(GantrySettings settings, PluginRegistry registry, TimeProvider time, ILogger<Reindexing> logger) : IHostedService, IDisposable
{
    private readonly string _checkpoint = Path.Combine(settings.DataFolder, "reindex.json");
    private readonly SinglePass<ReindexProgress> _pass = new(time);

    /// <summary>The rebuild that runs, or the last one; null before the first.</summary>
    public ReindexProgress? Progress => _pass.Progress;

    /// <summary>Begins a rebuild.</summary>
    /// <returns>False where one is running.</returns>
    public bool TryStart(ReindexOptions options)
    {
        var progress = new ReindexProgress(time.GetUtcNow());
        return _pass.TryStart(progress, new ReindexRun(registry, options, progress, _checkpoint, logger).RunAsync, logger.ReindexFailed, Ended);
    }

    /// <summary>Stops the rebuild, where one is running, and waits for its end.</summary>
    public Task StopAsync() => _pass.StopAsync();

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => StopAsync();

    public void Dispose() => _pass.Dispose();

    private void Ended(ReindexProgress progress)
    {
        var counts = progress.Counts;
        logger.ReindexEnded(
            progress.State, counts.Added, counts.Present, counts.Unreadable, counts.Removed, (long)(progress.EndedAt!.Value - progress.StartedAt).TotalSeconds);
    }
}

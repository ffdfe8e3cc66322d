using Gantry.Dicom;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>The import of files: at most one at a time, which ends with the server and is gone on with after it, unless an administrator has stopped it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Importing(GantrySettings settings, PluginRegistry registry, OwnAssociations own, TimeProvider time, ILogger<Importing> logger) : IHostedService, IDisposable
{
    private readonly string _checkpoint = Path.Combine(settings.DataFolder, "import.json");
    private readonly ImportProblems _problems = new(Path.Combine(settings.DataFolder, "import-problems.jsonl"));
    private readonly SinglePass<ImportProgress> _pass = new(time);

    /// <summary>The import that runs, or the last one; null before the first.</summary>
    public ImportProgress? Progress => _pass.Progress;

    /// <summary>Begins an import, or goes on with one of the same that was interrupted.</summary>
    /// <returns>False where one is running.</returns>
    public bool TryStart(ImportOptions options)
    {
        var progress = new ImportProgress(options, _problems, time.GetUtcNow());
        var run = new ImportRun(own, new StoredAlready(registry), options, progress, _checkpoint, time, logger);
        return _pass.TryStart(progress, run.RunAsync, logger.ImportFailed, Ended);
    }

    /// <summary>Stops the import, where one is running, and waits for its end. It is gone on with where it is asked for again.</summary>
    public async Task HoldAsync()
    {
        await _pass.StopAsync().ConfigureAwait(false);
        if (ImportCheckpoint.Read(_checkpoint) is { } checkpoint)
        {
            (checkpoint with { IsHeld = true }).Write(_checkpoint);
        }
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        if (ImportCheckpoint.Read(_checkpoint) is { IsHeld: false } checkpoint && AETitle.TryParse(checkpoint.AETitle, out var aeTitle))
        {
            TryStart(new ImportOptions(checkpoint.Paths, aeTitle, Math.Clamp(checkpoint.Associations, 1, 64), BeginsAnew: false));
        }

        return Task.CompletedTask;
    }

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => _pass.StopAsync();

    public void Dispose() => _pass.Dispose();

    private void Ended(ImportProgress progress)
    {
        var counts = progress.Counts;
        logger.ImportEnded(
            progress.State, counts.Stored, counts.Present, counts.Failed, counts.Unreadable, (long)(progress.EndedAt!.Value - progress.StartedAt).TotalSeconds);
    }
}

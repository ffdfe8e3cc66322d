using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Does in the background what time brings, as long as the plugin runs: tells of studies that are complete, and deletes what was set aside long ago.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class StorageWorker(
    IPluginContext context,
    ExportFactory<SetAsideShelf> shelves,
    PendingStudies pending,
    StudyWatch studies,
    UnsyncedInstances unsynced,
    StartRecovery recovery,
    ReceivedStatistics statistics,
    HeldBytes held,
    CompressionFolder compression,
    SettingsCheck check,
    IPluginSettings<StorageSettings> settings,
    TimeProvider time,
    ILoggerFactory loggers) : IPluginLifecycle
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMinutes(10);

    private readonly ILogger _logger = loggers.CreateLogger<StorageWorker>();
    private DateTimeOffset _expireAt;
    private Task _loop = Task.CompletedTask;
    private Task _syncing = Task.CompletedTask;
    private Task _recovering = Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        check.Check();
        compression.Clean();
        pending.GiveBack();
        _recovering = await recovery.RunAsync(context.Stopping, cancellationToken).ConfigureAwait(false);
        _loop = BackgroundWork.RepeatAsync(Interval, WorkAsync, _logger.WorkFailed, time, context.Stopping);
        _syncing = unsynced.RunAsync(context.Stopping);
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_loop, _recovering, _syncing).ConfigureAwait(false);
        statistics.Write();
    }

    private TimeSpan Interval()
    {
        var quarter = settings.Current.StudyQuietPeriod / 4;
        return quarter < LongestInterval ? quarter : LongestInterval;
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        statistics.Write();
        await studies.LookAsync(stopping).ConfigureAwait(false);
        await held.RefreshAsync(stopping).ConfigureAwait(false);
        if (time.GetUtcNow() >= _expireAt)
        {
            _expireAt = time.GetUtcNow() + ExpiryInterval;
            using var shelf = shelves.CreateExport();
            if (await shelf.Value.ExpireAsync(stopping).ConfigureAwait(false) is > 0 and var count)
            {
                _logger.Expired(count);
            }
        }
    }
}

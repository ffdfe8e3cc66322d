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
    ReceivedStatistics statistics,
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
    private bool _isFailing;
    private Task _loop = Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        check.Check();
        compression.Clean();
        pending.GiveBack();
        _loop = Task.Run(() => LoopAsync(context.Stopping), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _loop.ConfigureAwait(false);
        statistics.Write();
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var quarter = settings.Current.StudyQuietPeriod / 4;
            await Task.Delay(quarter < LongestInterval ? quarter : LongestInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await WorkAsync(stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        statistics.Write();
        try
        {
            await studies.LookAsync(stopping).ConfigureAwait(false);
            if (time.GetUtcNow() >= _expireAt)
            {
                _expireAt = time.GetUtcNow() + ExpiryInterval;
                using var shelf = shelves.CreateExport();
                if (await shelf.Value.ExpireAsync(stopping).ConfigureAwait(false) is > 0 and var count)
                {
                    _logger.Expired(count);
                }
            }

            _isFailing = false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The catalog or the store is away, or nobody provides it for now; told once. The loop must outlive anything.
            if (!_isFailing)
            {
                _logger.WorkFailed(failure);
            }

            _isFailing = true;
        }
    }
}

using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

/// <summary>Runs retention when it is time, and when an administrator says so, and ends deletions that were interrupted.</summary>
[Export(typeof(IRetention)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class RetentionService(
    IPluginContext context,
    ExportFactory<RetentionPass> passes,
    ExportFactory<WaitingSweep> sweeps,
    WaitingBytes waiting,
    DeletionService deletions,
    IPluginSettings<RetentionSettings> settings,
    TimeProvider time,
    ILoggerFactory loggers) : IRetention, IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    private readonly string _lastRunFile = Path.Combine(context.DataFolder, "last-run");
    private readonly ILogger _logger = loggers.CreateLogger<RetentionService>();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ClockWatch _clock = new(time);
    private RetentionRun? _lastRun;
    private volatile bool _isClockDoubted;
    private Task _loop = Task.CompletedTask;
    private Task _resuming = Task.CompletedTask;

    // A file tells it, so that a server that is restarted every day is looked at all the same.
    private DateTimeOffset NextRunAt => File.Exists(_lastRunFile) ? new DateTimeOffset(File.GetLastWriteTimeUtc(_lastRunFile), TimeSpan.Zero) + settings.Current.Interval : time.GetUtcNow();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _resuming = BackgroundWork.RepeatAsync(() => LookInterval, deletions.ResumeAsync, _logger.ResumingFailed, new WorkWake(), time, context.Stopping);
        _loop = BackgroundWork.RepeatAsync(() => LookInterval, LookAsync, _logger.WorkFailed, time, context.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await Task.WhenAll(_loop, _resuming).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <inheritdoc/>
    public async ValueTask<RetentionState> DescribeAsync(CancellationToken cancellationToken)
    {
        var (now, isClockDoubted) = (settings.Current, IsClockDoubted());
        using var sweep = sweeps.CreateExport();
        return new RetentionState
        {
            Rules = now.Rules,
            StoredBytes = await sweep.Value.StoredBytesAsync(cancellationToken).ConfigureAwait(false),
            HighWaterBytes = now.HighWaterBytes,
            LowWaterBytes = now.LowWaterBytes,
            VolumeQuotas = now.VolumeQuotas,
            UnknownVolumes = [.. await sweep.Value.UnknownVolumesAsync(cancellationToken).ConfigureAwait(false)],
            WaitingInstances = waiting.Count,
            NextRunAt = now.IsActive && !isClockDoubted ? NextRunAt : null,
            IsClockDoubted = isClockDoubted,
            LastRun = _lastRun,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<RetentionRun> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Stopping);
        await _turn.WaitAsync(linked.Token).ConfigureAwait(false);
        try
        {
            using var pass = passes.CreateExport();
            var run = await pass.Value.RunAsync(isDryRun, linked.Token).ConfigureAwait(false);
            if (!isDryRun)
            {
                _logger.Ended(run.StudiesSeen, run.StudiesDeleted, run.Bytes, run.StudiesNotSafe, run.StudiesUnclear);
                _lastRun = run;
                _isClockDoubted = false; // an administrator has said that it is right, for else it would not have run
                using var sweep = sweeps.CreateExport();
                foreach (var volume in await sweep.Value.UnknownVolumesAsync(linked.Token).ConfigureAwait(false))
                {
                    _logger.NoSuchVolume(volume);
                }

                await sweep.Value.RunAsync(linked.Token).ConfigureAwait(false);
            }

            return run;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsClockDoubted()
    {
        if (_clock.HasLeapt() && settings.Current.IsActive)
        {
            _isClockDoubted = true;
            _logger.ClockLeapt();
        }

        return _isClockDoubted;
    }

    internal async Task LookAsync(CancellationToken stopping)
    {
        if (settings.Current.IsActive && !IsClockDoubted() && time.GetUtcNow() >= NextRunAt)
        {
            await RunAsync(isDryRun: false, stopping).ConfigureAwait(false);
            await File.WriteAllTextAsync(_lastRunFile, "", stopping).ConfigureAwait(false);
            File.SetLastWriteTimeUtc(_lastRunFile, time.GetUtcNow().UtcDateTime);
        }
        else
        {
            using var sweep = sweeps.CreateExport();
            await sweep.Value.RunAsync(stopping).ConfigureAwait(false);
        }
    }
}

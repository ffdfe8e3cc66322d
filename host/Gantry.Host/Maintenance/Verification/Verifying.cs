using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Maintenance.Verification;

/// <summary>
/// The verification of the instance store: at most one at a time, begun by an administrator or because its time has come, which ends with the server and is gone on
/// with after it.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Verifying(GantrySettings settings, PluginRegistry registry, TimeProvider time, ILogger<Verifying> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly string _record = Path.Combine(settings.DataFolder, "verify.json");
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private bool _isHeld;

    /// <summary>The verification that runs, or the last one; null before the first.</summary>
    public VerificationProgress? Progress { get; private set; }

    /// <summary>Begins a verification.</summary>
    /// <returns>False where one is running.</returns>
    public bool TryStart(VerificationOptions options, bool isScrub = false)
    {
        lock (_lock)
        {
            if (!_running.IsCompleted)
            {
                return false;
            }

            _isHeld = false;
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            var (progress, token) = (new VerificationProgress(time.GetUtcNow(), isScrub), _stop.Token);
            Progress = progress;
            _running = Task.Run(() => RunAsync(new VerificationRun(registry, options, progress, _record, time, logger), progress, token), CancellationToken.None);
            return true;
        }
    }

    /// <summary>Stops the verification, where one is running, and waits for its end. None begins by itself until the server is started again, or an administrator begins one.</summary>
    public Task HoldAsync()
    {
        _isHeld = true;
        return EndAsync();
    }

    private Task EndAsync()
    {
        lock (_lock)
        {
            return _running.IsCompleted ? Task.CompletedTask : Task.WhenAll(_stop!.CancelAsync(), _running);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _stop?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Scrub.Period == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            Scrub();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    // What was interrupted is gone on with at once.
    private void Scrub()
    {
        try
        {
            if (VerificationRecord.Read(_record) is not { } record)
            {
                VerificationRecord.Completed(time.GetUtcNow()).Write(_record);
            }
            else if (!_isHeld && (record.Parts.Count > 0 || record.CompletedAt + settings.Scrub.Period <= time.GetUtcNow()))
            {
                TryStart(new VerificationOptions(Workers: 1, settings.Scrub.MegabytesPerSecond, BeginsAnew: false), isScrub: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.RecordNotKept(exception.Message);
        }
    }

    private async Task RunAsync(VerificationRun run, VerificationProgress progress, CancellationToken cancellationToken)
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
            logger.VerificationFailed(failure);
        }
#pragma warning disable CA1031 // a plugin may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (state, failure) = (PassState.Failed, $"A plugin failed with {exception.GetType().Name}.");
            logger.VerificationFailed(exception.ToString());
        }

        var ended = time.GetUtcNow();
        progress.End(state, failure, ended);
        var counts = progress.Counts;
        logger.VerificationEnded(
            state, counts.Intact, counts.Whole, counts.Damaged, counts.Unreadable, counts.Unlisted, counts.Missing, (long)(ended - progress.StartedAt).TotalSeconds);
    }
}

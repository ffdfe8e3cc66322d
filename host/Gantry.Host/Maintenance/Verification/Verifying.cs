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
    private readonly SinglePass<VerificationProgress> _pass = new(time);
    private volatile bool _isHeld;

    /// <summary>The verification that runs, or the last one; null before the first.</summary>
    public VerificationProgress? Progress => _pass.Progress;

    /// <summary>Begins a verification.</summary>
    /// <returns>False where one is running.</returns>
    public bool TryStart(VerificationOptions options, bool isScrub = false)
    {
        var progress = new VerificationProgress(time.GetUtcNow(), isScrub);
        var isStarted = _pass.TryStart(progress, new VerificationRun(registry, options, progress, _record, time, logger).RunAsync, logger.VerificationFailed, Ended);
        if (isStarted)
        {
            _isHeld = false;
        }

        return isStarted;
    }

    /// <summary>Stops the verification, where one is running, and waits for its end. None begins by itself until the server is started again, or an administrator begins one.</summary>
    public Task HoldAsync()
    {
        _isHeld = true;
        return _pass.StopAsync();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await _pass.StopAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _pass.Dispose();
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

    private void Ended(VerificationProgress progress)
    {
        var counts = progress.Counts;
        logger.VerificationEnded(
            progress.State, counts.Intact, counts.Whole, counts.Damaged, counts.Unreadable, counts.Unlisted, counts.Missing,
            (long)(progress.EndedAt!.Value - progress.StartedAt).TotalSeconds);
    }
}

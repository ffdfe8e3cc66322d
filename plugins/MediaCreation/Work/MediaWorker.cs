using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Claims the requests that are due and has them worked on, as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
public sealed class MediaWorker : IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);

    private readonly IPluginContext _plugin;
    private readonly Queue _queue;
    private readonly StagingFolder _staging;
    private readonly LookPace _pace;
    private readonly IPluginSettings<MediaSettings> _settings;
    private readonly ILogger _logger;
    private readonly JobWorker _worker;

    /// <summary>A worker that begins with the plugin.</summary>
    [ImportingConstructor]
    public MediaWorker(
        IPluginContext plugin, Queue queue, IJobOwner owner, RequestRunner runner, StagingFolder staging, LookPace pace, IPluginSettings<MediaSettings> settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (_plugin, _queue, _staging, _pace, _settings, _logger) = (plugin, queue, staging, pace, settings, loggers.CreateLogger<MediaWorker>());
        var options = new JobWorkerOptions
        {
            Work = runner.RunAsync, // what is being prepared when the plugin stops is prepared anew by whoever claims it next
            MaximumParallel = () => settings.Current.MaximumParallel,
            Interval = Interval,
            Sweep = SweepAsync,
        };
        _worker = new JobWorker(queue, owner, options, time, _logger);
    }

    /// <summary>Has it look at once for what is due.</summary>
    public void Wake() => _worker.Wake();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _worker.Start(_plugin.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _worker.StopAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _worker.Dispose();

    private TimeSpan Interval(bool isBusy)
    {
        var interval = isBusy || _staging.IsInUse ? _settings.Current.LookInterval : _settings.Current.RetryInterval;
        return _pace.Wait(interval < IdleInterval ? interval : IdleInterval);
    }

    private async Task SweepAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var removed = 0;
        foreach (var (state, kept) in ((JobState, TimeSpan)[])
            [(JobState.Idle, _settings.Current.KeepIdleFor), (JobState.Done, _settings.Current.KeepDoneFor), (JobState.Failed, _settings.Current.KeepFailedFor)])
        {
            removed += await _queue.RemoveAsync(new JobFilter { States = [state], ChangedBefore = now - kept }, stopping).ConfigureAwait(false);
        }

        if (removed > 0)
        {
            _logger.Forgotten(removed);
        }

        var pending = new List<Uid>();
        await foreach (var stored in _queue.FindAsync(new JobFilter { States = [JobState.Pending] }, stopping).ConfigureAwait(false))
        {
            pending.Add(stored.Job.Uid);
        }

        _staging.RemoveAllBut(pending);
    }
}

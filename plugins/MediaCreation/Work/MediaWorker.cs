using System.Composition;
using System.Threading.Channels;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Claims the requests that are due and has them worked on, as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class MediaWorker(
    IPluginContext plugin, Queue queue, RequestRunner runner, StagingFolder staging, IPluginSettings<MediaSettings> settings, TimeProvider time, ILoggerFactory loggers)
    : IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly string _owner = $"{Guid.NewGuid():N}@{Environment.MachineName}";
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _abort = new();
    private readonly ILogger _logger = loggers.CreateLogger<MediaWorker>();
    private readonly HashSet<Task> _running = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;
    private bool _isFailing;

    /// <summary>Has it look at once for what is due.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => LoopAsync(plugin.Stopping), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _loop.ConfigureAwait(false);
        await _abort.CancelAsync().ConfigureAwait(false); // what is being prepared is prepared anew by whoever claims it next
        await Task.WhenAll(Running()).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _abort.Dispose();

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var isBusy = await LookAsync(stopping).ConfigureAwait(false);
                _isFailing = false;
                var interval = isBusy ? settings.Current.LookInterval : settings.Current.RetryInterval;
                await WaitAsync(interval < IdleInterval ? interval : IdleInterval, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested || exception is not OperationCanceledException)
            {
                // The queue is away, or nobody provides it for now; told once. The loop must outlive anything: without it nothing is ever made.
                if (!_isFailing)
                {
                    _logger.QueueUnusable(exception);
                }

                _isFailing = true;
                await Task.Delay(IdleInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>True where something is under way.</returns>
    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (now >= _sweepAt)
        {
            await SweepAsync(now, stopping).ConfigureAwait(false);
            _sweepAt = now + SweepInterval;
        }

        var free = settings.Current.MaximumParallel - Running().Length;
        if (free <= 0)
        {
            return true; // the next that ends wakes
        }

        var lease = new JobLease(_owner.Length > JobLease.MaximumOwnerLength ? _owner[..JobLease.MaximumOwnerLength] : _owner, now + HeldJob.LeaseTime);
        var claimed = await queue.ClaimAsync(lease, now, free, stopping).ConfigureAwait(false);
        foreach (var job in claimed)
        {
            Begin(job);
        }

        return claimed.Count > 0 || staging.IsInUse;
    }

    private async Task SweepAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var removed = await queue.RemoveAsync(JobState.Idle, now - settings.Current.KeepIdleFor, stopping).ConfigureAwait(false)
            + await queue.RemoveAsync(JobState.Done, now - settings.Current.KeepDoneFor, stopping).ConfigureAwait(false)
            + await queue.RemoveAsync(JobState.Failed, now - settings.Current.KeepFailedFor, stopping).ConfigureAwait(false);
        if (removed > 0)
        {
            _logger.Forgotten(removed);
        }

        staging.RemoveAllBut(await queue.PendingAsync(stopping).ConfigureAwait(false));
    }

    private void Begin(StoredJob job)
    {
        lock (_running)
        {
            var work = Task.Run(() => RunAsync(job), CancellationToken.None);
            _running.Add(work);
            _ = work.ContinueWith(End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task RunAsync(StoredJob job)
    {
        try
        {
            await runner.RunAsync(job, _abort.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested || exception is not OperationCanceledException)
        {
            // It stays in the queue, and is claimed again when its lease has ended.
            _logger.WorkFailed(job.Job.Uid, exception);
        }
    }

    private void End(Task work)
    {
        lock (_running)
        {
            _running.Remove(work);
        }

        Wake();
    }

    private Task[] Running()
    {
        lock (_running)
        {
            return [.. _running];
        }
    }

    private async Task WaitAsync(TimeSpan interval, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var elapsed = Task.Delay(interval, time, end.Token);
        await Task.WhenAny(_wakes.Reader.ReadAsync(end.Token).AsTask(), elapsed).ConfigureAwait(false);

        // Neither a timer nor a reader that is left behind may keep the plugin in memory, or take the next wake.
        await end.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
    }
}

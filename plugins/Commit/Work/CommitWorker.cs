using System.Composition;
using System.Threading.Channels;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>Claims the requests that are due and has them worked on, as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class CommitWorker(
    IPluginContext context, Ledger ledger, JobRunner runner, IPluginSettings<CommitSettings> settings, TimeProvider time, ILoggerFactory loggers) : IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    // What runs when the plugin is told to stop may end: on its association the next version cannot report.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _owner = $"{Guid.NewGuid():N}@{Environment.MachineName}";
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _abort = new();
    private readonly ILogger _logger = loggers.CreateLogger<CommitWorker>();
    private readonly HashSet<Task> _running = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;
    private bool _isFailing;

    /// <summary>Has it look at once for what is due.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => LoopAsync(context.Stopping), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _loop.ConfigureAwait(false);
        var running = Task.WhenAll(Running());
        try
        {
            await running.WaitAsync(Grace, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _logger.StoppedInWork(Running().Length);
        }

        await _abort.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _abort.Dispose();

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping).ConfigureAwait(false);
                _isFailing = false;
                await WaitAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested || exception is not OperationCanceledException)
            {
                // The ledger is away, or nobody provides it for now; told once. The loop must outlive anything: without it no request is answered.
                if (!_isFailing)
                {
                    _logger.LedgerFailed(exception);
                }

                _isFailing = true;
                await Task.Delay(PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (now >= _sweepAt)
        {
            // The answer of another archive is what clean-up here relies on: it is kept for longer than what peers were told, or than what was never answered.
            var removed = await ledger.RemoveAsync(new() { States = [JobState.Done, JobState.Failed], IsOutgoing = false, ChangedBefore = now - settings.Current.KeepFor }, stopping).ConfigureAwait(false)
                + await ledger.RemoveAsync(new() { States = [JobState.Failed], IsOutgoing = true, ChangedBefore = now - settings.Current.KeepFor }, stopping).ConfigureAwait(false)
                + await ledger.RemoveAsync(new() { States = [JobState.Done], IsOutgoing = true, ChangedBefore = now - settings.Current.KeepAnswersFor }, stopping).ConfigureAwait(false);
            _sweepAt = now + SweepInterval;
            if (removed > 0)
            {
                _logger.Forgotten(removed);
            }
        }

        var free = settings.Current.MaximumParallel - Running().Length;
        if (free <= 0)
        {
            return; // the next that ends wakes
        }

        var lease = new JobLease(_owner.Length > JobLease.MaximumOwnerLength ? _owner[..JobLease.MaximumOwnerLength] : _owner, now + HeldJob.LeaseTime);
        foreach (var job in await ledger.ClaimAsync(lease, now, free, stopping).ConfigureAwait(false))
        {
            Begin(job);
        }
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
            // It stays in the ledger, and is claimed again when its lease has ended.
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

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var elapsed = Task.Delay(PollInterval, time, end.Token);
        await Task.WhenAny(_wakes.Reader.ReadAsync(end.Token).AsTask(), elapsed).ConfigureAwait(false);

        // Neither a timer nor a reader that is left behind may keep the plugin in memory, or take the next wake.
        await end.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
    }
}

using Microsoft.Extensions.Logging;

namespace Gantry.Contracts;

/// <summary>
/// Claims the jobs of a queue that are due and has them worked on, as long as a plugin runs. What an earlier start of this host held when it was killed is given back first,
/// and so claimed at once.
/// </summary>
/// <remarks>Safe for concurrent use. It outlives whatever the queue or the work throws.</remarks>
public sealed class JobWorker : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly IJobQueue _queue;
    private readonly IJobOwner _owner;
    private readonly JobWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkWake _wake = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly HashSet<Task> _running = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;
    private bool _hasGivenBack;
    private bool _isBusy;

    /// <param name="queue">The queue.</param>
    /// <param name="owner">Under which name jobs are held.</param>
    /// <param name="options">How it works.</param>
    /// <param name="time">Says what time it is.</param>
    /// <param name="logger">Where is told what fails.</param>
    public JobWorker(IJobQueue queue, IJobOwner owner, JobWorkerOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_queue, _owner, _options, _time, _logger) = (queue, owner, options, time, logger);
    }

    /// <summary>Has it look at once for what is due.</summary>
    public void Wake() => _wake.Wake();

    /// <summary>Begins to look, until told to stop.</summary>
    /// <param name="stopping"><see cref="IPluginContext.Stopping"/>.</param>
    public void Start(CancellationToken stopping) =>
        _loop = BackgroundWork.RepeatAsync(() => _options.Interval(_isBusy), LookAsync, _logger.JobsUnusable, _wake, _time, stopping);

    /// <summary>Waits until it does nothing any more, once it was told to stop; what has not ended by then is interrupted, and goes on with whoever claims it next.</summary>
    /// <param name="cancellationToken">Ends the patience with what is under way.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _loop.ConfigureAwait(false);
        var running = Task.WhenAll(Running());
        if (_options.Grace > TimeSpan.Zero)
        {
            await running.WaitAsync(_options.Grace, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Running() is { Length: > 0 } rest)
            {
                _logger.Interrupted(rest.Length);
            }
        }

        await _abort.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _abort.Dispose();

    private async Task LookAsync(CancellationToken stopping)
    {
        var now = _time.GetUtcNow();
        if (now >= _sweepAt)
        {
            await _options.Sweep(now, stopping).ConfigureAwait(false);
            _sweepAt = now + SweepInterval;
        }

        if (!_hasGivenBack)
        {
            await GiveBackAsync(now, stopping).ConfigureAwait(false);
            _hasGivenBack = true;
        }

        var free = _options.MaximumParallel() - Running().Length;
        if (free <= 0)
        {
            _isBusy = true;
            return; // the next that ends wakes
        }

        var claimed = await _queue.ClaimAsync(new JobLease(_owner.Name, now + _options.LeaseTime), now, free, stopping).ConfigureAwait(false);
        _isBusy = claimed.Count > 0;
        foreach (var job in claimed)
        {
            Begin(job);
        }
    }

    private async Task GiveBackAsync(DateTimeOffset now, CancellationToken stopping)
    {
        if (_owner.Earlier.IsEmpty)
        {
            return;
        }

        List<StoredJob> left = [];
        await foreach (var stored in _queue.FindAsync(new JobFilter { States = [JobState.Pending], LeaseOwners = _owner.Earlier }, stopping).ConfigureAwait(false))
        {
            if (stored.Lease is { } lease && lease.EndsAt > now && _owner.Earlier.Contains(lease.Owner)) // a queue of before there were such filters gives all
            {
                left.Add(stored);
            }
        }

        foreach (var stored in left)
        {
            if (await _queue.UpdateAsync(stored, stored.Job, lease: null, now, stopping).ConfigureAwait(false) is not null)
            {
                _logger.GivenBack(stored.Job.Uid, stored.Lease!.Owner);
            }
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
            await _options.Work(job, _abort.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // one job's failure is no other's: it stays in the queue, and is claimed again when its lease has ended
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.JobFailed(job.Job.Uid, exception);
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
}

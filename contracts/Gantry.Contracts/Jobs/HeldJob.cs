using Microsoft.Extensions.Logging;

namespace Gantry.Contracts;

/// <summary>A claimed job: its lease is extended until it is given back, or was lost to another. Dispose it when the work has ended; it does not give the job back.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class HeldJob : IAsyncDisposable
{
    private readonly IJobQueue _queue;
    private readonly TimeSpan _leaseTime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ended;
    private readonly Task _extending;
    private StoredJob _stored;

    /// <summary>Begins to extend the lease of a job.</summary>
    /// <param name="queue">Its queue.</param>
    /// <param name="claimed">The job as it was claimed.</param>
    /// <param name="leaseTime">How long the lease lasts from each extension; the job of a host that died is left alone for so long.</param>
    /// <param name="time">Says what time it is.</param>
    /// <param name="logger">Where is told that the job was lost.</param>
    /// <param name="cancellationToken">Ends the work: <see cref="Token"/>.</param>
    /// <exception cref="ArgumentException">Nobody holds the job.</exception>
    public HeldJob(IJobQueue queue, StoredJob claimed, TimeSpan leaseTime, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_queue, _stored, _leaseTime, _time, _logger) = (queue, claimed, leaseTime, time, logger);
        Owner = claimed.Lease?.Owner ?? throw new ArgumentException("Nobody holds the job.", nameof(claimed));
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _extending = ExtendAsync();
    }

    /// <summary>The job as it is in the queue.</summary>
    public Job Job => _stored.Job;

    /// <summary>False once it was given back, or another has changed or claimed it.</summary>
    public bool IsHeld { get; private set; } = true;

    /// <summary>Cancelled where it is not to be worked on any longer: it was lost, or the work is to end.</summary>
    public CancellationToken Token => _ended.Token;

    private string Owner { get; }

    /// <summary>Saves how far it is.</summary>
    /// <param name="changed">What it becomes; null to leave it as it is.</param>
    /// <param name="keeps">True to go on holding it, false to give it back.</param>
    /// <returns>False where it is not held any more: another has changed, cancelled or claimed it, and it stays as that one left it.</returns>
    /// <exception cref="CatalogException">The queue cannot take it.</exception>
    public async Task<bool> SaveAsync(Job? changed, bool keeps)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!IsHeld)
            {
                return false;
            }

            var now = _time.GetUtcNow();
            var lease = keeps ? new JobLease(Owner, now + _leaseTime) : null;
            var updated = await _queue.UpdateAsync(_stored, changed ?? _stored.Job, lease, now, CancellationToken.None).ConfigureAwait(false);
            IsHeld = keeps && updated is not null;
            if (updated is null)
            {
                await TellLossAsync(now).ConfigureAwait(false);
                await _ended.CancelAsync().ConfigureAwait(false);
                return false;
            }

            _stored = updated;
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _extending.ConfigureAwait(false);
        _ended.Dispose();
        _turn.Dispose();
    }

    // Who claims a job before its lease has ended takes this host for dead: it has its data folder, or a copy.
    private async Task TellLossAsync(DateTimeOffset now)
    {
        var holder = "";
        try
        {
            var current = await _queue.GetAsync(_stored.Job.Uid, CancellationToken.None).ConfigureAwait(false);
            holder = current is { Lease.Owner: var owner } && current.Attempts > _stored.Attempts && now < _stored.Lease!.EndsAt && owner != Owner ? owner : "";
        }
        catch (CatalogException failure)
        {
            _logger.LeaseNotExtended(_stored.Job.Uid, failure.Message);
        }

        if (holder.Length > 0)
        {
            _logger.TakenFromTheLiving(_stored.Job.Uid, holder);
        }
        else
        {
            _logger.LostToAnother(_stored.Job.Uid);
        }
    }

    private async Task ExtendAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_leaseTime / 8, _time, Token).ConfigureAwait(false);
                await ExtendOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task ExtendOnceAsync()
    {
        try
        {
            await SaveAsync(changed: null, keeps: true).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever the queue, or that nobody provides it, the work goes on while the lease lasts, and it is told
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // A database that is away for a moment costs nothing; one that is away for as long as the lease lets others claim the job.
            _logger.LeaseNotExtended(Job.Uid, exception.Message);
            if (_stored.Lease!.EndsAt <= _time.GetUtcNow())
            {
                throw new OperationCanceledException("The lease has ended.", exception);
            }
        }
    }
}

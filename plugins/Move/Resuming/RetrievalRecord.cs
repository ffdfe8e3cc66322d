using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>
/// What the queue has of a retrieval under way: what became of its instances is saved every few seconds, and with it the lease is extended. What was sent since then is
/// sent once more where the server dies, which a destination must bear.
/// </summary>
/// <remarks>
/// Safe for concurrent use. A retrieval of less than a second has none, unless it is interrupted in order: most end in that time, and cost nothing so. A queue that is away
/// does not hold a retrieval up; it cannot be resumed then.
/// </remarks>
internal sealed class RetrievalRecord : IAsyncDisposable
{
    /// <summary>How long a retrieval of a host that died is left alone.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    // More would be a few megabytes for each save.
    private const int MaximumInstances = 100_000;

    private static readonly TimeSpan RecordedAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly RetrieveQueue _queue;
    private readonly RetrievalJob _retrieval;
    private readonly string _owner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<Uid, DimseStatus> _outcomes = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly bool _isKept;
    private readonly Task _keeping;
    private StoredJob? _stored;
    private Job _job;
    private bool _isFailing;

    private RetrievalRecord(RetrieveQueue queue, Job job, StoredJob? stored, RetrievalJob retrieval, string owner, bool isKept, TimeProvider time, ILogger logger)
    {
        (_queue, _job, _stored, _retrieval, _owner, _time, _logger) = (queue, job, stored, retrieval, owner, time, logger);
        _isKept = isKept && retrieval.Instances.Length <= MaximumInstances;
        _keeping = _isKept ? KeepAsync() : Task.CompletedTask;
    }

    /// <summary>Cancelled where the retrieval is to end: an administrator has cancelled it, or another host goes on with it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Begins the record of a retrieval that was asked for.</summary>
    /// <param name="queue">Where it is kept.</param>
    /// <param name="destination">Where the instances go.</param>
    /// <param name="begun">When it was asked for.</param>
    /// <param name="retrieval">The retrieval.</param>
    /// <param name="owner">Who holds it.</param>
    /// <param name="isKept">False for one that is not to be resumed: it has no record then.</param>
    /// <param name="time">Says what time it is.</param>
    /// <param name="logger">Where what fails is told.</param>
    public static RetrievalRecord Begin(
        RetrieveQueue queue, AETitle destination, DateTimeOffset begun, RetrievalJob retrieval, string owner, bool isKept, TimeProvider time, ILogger logger)
    {
        var job = new Job { Uid = Uid.New(), Peer = destination, CreatedAt = begun, DueAt = begun, Attributes = DicomDataSet.Empty };
        return new RetrievalRecord(queue, job, stored: null, retrieval, owner, isKept, time, logger);
    }

    /// <summary>Goes on with the record of a retrieval that was claimed.</summary>
    public static RetrievalRecord GoOn(RetrieveQueue queue, StoredJob claimed, RetrievalJob retrieval, TimeProvider time, ILogger logger) =>
        new(queue, claimed.Job, claimed, retrieval, claimed.Lease!.Owner, isKept: true, time, logger);

    /// <summary>Notes what became of an instance.</summary>
    public void Note(Uid sopInstance, DimseStatus status)
    {
        lock (_outcomes)
        {
            _outcomes[sopInstance] = status;
        }
    }

    /// <summary>The retrieval with what became of its instances so far.</summary>
    public RetrievalJob Now()
    {
        lock (_outcomes)
        {
            return _retrieval with
            {
                Instances = [.. _retrieval.Instances.Select(instance => _outcomes.TryGetValue(instance.Reference.SopInstanceUid, out var status) ? instance with { Status = status } : instance)],
            };
        }
    }

    /// <summary>Ends it: nothing remains, or nobody is to go on with it.</summary>
    public Task EndAsync(JobState state, string note) => SettleAsync(state, note, _time.GetUtcNow(), needsRow: false);

    /// <summary>Leaves what remains to whoever claims it from a time on.</summary>
    /// <returns>False where the queue does not know of it.</returns>
    public Task<bool> LeaveAsync(string note, DateTimeOffset dueAt) => SettleAsync(JobState.Pending, note, dueAt, needsRow: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopKeepingAsync().ConfigureAwait(false);
        _ended.Dispose();
        _lost.Dispose();
        _turn.Dispose();
    }

    private async Task<bool> SettleAsync(JobState state, string note, DateTimeOffset dueAt, bool needsRow)
    {
        await StopKeepingAsync().ConfigureAwait(false);
        if (!_isKept || (_stored is null && !needsRow) || _lost.IsCancellationRequested)
        {
            return false;
        }

        var now = Now();
        var isForgotten = state == JobState.Done && _stored!.Attempts == 0;
        _job = _job with { State = state, Note = note, DueAt = dueAt, Priority = state == JobState.Pending ? _job.Priority : 0 };
        return await TrySaveAsync(isForgotten ? now with { Instances = [] } : now, isHeld: false).ConfigureAwait(false);
    }

    private async Task StopKeepingAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
    }

    private async Task KeepAsync()
    {
        try
        {
            await Task.Delay(_stored is null ? RecordedAfter : SaveInterval, _time, _ended.Token).ConfigureAwait(false);
            while (!_lost.IsCancellationRequested)
            {
                await TrySaveAsync(Now(), isHeld: true).ConfigureAwait(false);
                await Task.Delay(SaveInterval, _time, _ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return; // it has ended
        }
    }

    private async Task<bool> TrySaveAsync(RetrievalJob retrieval, bool isHeld)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            return await SaveAsync(_job with { Attributes = retrieval.ToAttributes() }, isHeld).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, or nobody provides it for now: told once. The instances go on their way all the same.
            if (!_isFailing)
            {
                _logger.NotRecorded(exception.Message, _retrieval.CorrelationId);
            }

            _isFailing = true;
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> SaveAsync(Job job, bool isHeld)
    {
        var now = _time.GetUtcNow();
        if (_stored is null)
        {
            // Nobody can hold a job before it is there: one that is under way is not due until it is held.
            await _queue.AddAsync(isHeld ? job with { DueAt = now + LeaseTime } : job, CancellationToken.None).ConfigureAwait(false);
            _stored = await _queue.GetAsync(job.Uid, CancellationToken.None).ConfigureAwait(false);
            if (_stored is null || !isHeld)
            {
                return _stored is not null;
            }
        }

        if (await _queue.UpdateAsync(_stored, job, isHeld ? new JobLease(_owner, now + LeaseTime) : null, now, CancellationToken.None).ConfigureAwait(false) is not { } updated)
        {
            _logger.TakenAway(_retrieval.Requestor.Value, job.Peer.Value, _retrieval.CorrelationId);
            await _lost.CancelAsync().ConfigureAwait(false);
            return false;
        }

        (_stored, _isFailing) = (updated, false);
        return true;
    }
}

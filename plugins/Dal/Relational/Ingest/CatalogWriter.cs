using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>
/// The one that writes. It takes all work that waits and commits it together: alone, a caller waits for nobody; in a crowd, one sync of the disk
/// serves all. Its thread is its own, because it blocks in the database; what does not wait for the disk is done by whoever brings it, where the writer has nothing to do.
/// </summary>
internal sealed partial class CatalogWriter : IAsyncDisposable
{
    private const int MaximumGroup = 256;
    private const int MaximumRepetitions = 5;
    private readonly WriterQueue _queue = new(maximum: 1024);
    private readonly CatalogDialect _dialect;
    private readonly Func<WriterSession> _open;
    private readonly ILogger _logger;
    private readonly Task _thread;
    private WriterSession? _session;
    private bool _hasUnsynced;
    private volatile bool _isDoubtful;

    /// <summary>Starts the writer.</summary>
    /// <param name="dialect">The database's ways.</param>
    /// <param name="open">Opens a session; called again after the connection was lost.</param>
    /// <param name="logger">Where failures go.</param>
    public CatalogWriter(CatalogDialect dialect, Func<WriterSession> open, ILogger logger)
    {
        _dialect = dialect;
        _open = open;
        _logger = logger;
        _session = open();
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Has the work done; waits where too much is waiting already.</summary>
    /// <exception cref="CatalogException">It failed, and nothing was done.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the writer took it; nothing was done.</exception>
    public async ValueTask<T> PerformAsync<T>(WriterWork<T> work, CancellationToken cancellationToken)
    {
        if (work.IsRecoverable && _dialect.DefersDurability && _queue.TryBecomeWriter())
        {
            try
            {
                work.TryTake();
                Perform([work]);
            }
            finally
            {
                _queue.EndWriting(_commitDue);
            }

            return await work.Completion.ConfigureAwait(false);
        }

        if (!await _queue.AddAsync(work, cancellationToken).ConfigureAwait(false))
        {
            throw new CatalogException("The catalog has stopped.");
        }

        var cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((WriterWork)state!).Cancel(token), work);
        await using (cancellation.ConfigureAwait(false))
        {
            return await work.Completion.ConfigureAwait(false);
        }
    }

    /// <summary>Makes durable what was committed.</summary>
    /// <exception cref="CatalogException">Whether it is durable is not known, and will not be.</exception>
    public async ValueTask SyncAsync(CancellationToken cancellationToken)
    {
        if (!_dialect.DefersDurability)
        {
            return;
        }

        // The system tells of what it could not write once, and of nothing when it is asked again.
        await PerformAsync(new SyncWork(), cancellationToken).ConfigureAwait(false);
        if (_isDoubtful)
        {
            throw new CatalogException("A part of the catalog could not be written to the disk since it was started.") { IsTransient = false };
        }
    }

    /// <summary>Does what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Complete();
        await _thread.ConfigureAwait(false);
    }

    private void Run()
    {
        var group = new List<WriterWork>();
        while (_queue.Take(group, MaximumGroup))
        {
            group.RemoveAll(work => !work.TryTake());
            if (group.Count > 0)
            {
                Perform(group);
                group.Clear();
            }
            else if (IsCommitDue)
            {
                CommitAnswered();
            }

            _queue.EndWriting(_commitDue);
        }

        CommitAnswered();
        _session?.Dispose();
    }

    private void Perform(IReadOnlyList<WriterWork> group)
    {
        if (MayAnswerAhead(group))
        {
            PerformAhead(group);
        }
        else if (CommitAnswered() is { } failure)
        {
            Refuse(group, failure); // what was answered comes first
        }
        else
        {
            Perform(group, isRepeated: false);
        }
    }

    private void Perform(IReadOnlyList<WriterWork> group, bool isRepeated)
    {
        if (TryPerform(group) is { } failure)
        {
            Recover(group, failure, isRepeated);
        }
    }

    private void Recover(IReadOnlyList<WriterWork> group, WriterFailure failure, bool isRepeated)
    {
        if (failure.IsLost && !isRepeated && (!failure.WasCommitting || group.All(work => work.IsRepeatable)))
        {
            // The server was restarted, perhaps: what it does not know can be said again, and what it may know is looked for.
            Close();
            if (TryPerform(group, failure.WasCommitting) is not { } again)
            {
                return;
            }

            failure = again;
        }

        for (var repetition = 0; failure.Fault.Kind == CatalogFaultKind.Conflict && repetition < MaximumRepetitions; repetition++)
        {
            if (TryPerform(group) is not { } again)
            {
                return;
            }

            failure = again;
        }

        if (failure.Fault.Kind == CatalogFaultKind.Request && !isRepeated)
        {
            // One of them is at fault, or what was remembered of the tables was no longer true: each gets a transaction of its own.
            foreach (var work in group)
            {
                Perform([work], isRepeated: true);
            }

            return;
        }

        Refuse(group, failure);
    }

    private WriterFailure? TryPerform(IReadOnlyList<WriterWork> group, bool isCommitUnknown = false)
    {
        try
        {
            var session = _session ??= _open();
            var isRecoverable = !_isDoubtful && group.All(work => work.IsRecoverable);
            session.Begin(isRecoverable);
            session.IsRepeating = isCommitUnknown;
            foreach (var work in group)
            {
                work.Perform(session);
            }

            session.Commit();
            _hasUnsynced = (_hasUnsynced || isRecoverable) && !group.Any(work => work is SyncWork);
        }
#pragma warning disable CA1031 // Whatever happens, the writer goes on and the callers are told: they wait for nothing else.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Undone(exception);
        }

        foreach (var work in group)
        {
            work.Succeed();
        }

        return null;
    }

    private WriterFailure Undone(Exception exception)
    {
        _isDoubtful |= _hasUnsynced && _dialect.IsSyncFailure(exception);
        var failure = new WriterFailure(exception, _dialect.Explain(exception), _session is { IsLost: true }, _session is { IsCommitting: true });
        Undo();
        return failure;
    }

    private void Refuse(IReadOnlyList<WriterWork> group, WriterFailure failure)
    {
        var fault = failure.Fault;
        if (fault.Kind == CatalogFaultKind.Request)
        {
            _logger.WriteRefused(fault.Message);
        }
        else
        {
            _logger.WriteFailed(group.Count, fault.Message);
            Close();
        }

        foreach (var work in group)
        {
            work.Fail(failure.ToException());
        }
    }

    private void Undo()
    {
        try
        {
            _session?.Rollback();
        }
#pragma warning disable CA1031 // A connection that cannot roll back is replaced, whatever the reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.RollbackFailed(_dialect.Explain(exception).Message);
            Close();
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}

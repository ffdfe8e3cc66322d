using Gantry.Contracts;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>
/// Work that is answered as soon as it is performed. The transaction stays open for what comes meanwhile, and is committed a moment later, or when somebody reads: the pages that all of it
/// changes, as those of counts, are written once.
/// </summary>
internal sealed partial class CatalogWriter
{
    private const int MaximumAnswered = 256;
    private const long RetryInterval = 1_000; // milliseconds

    private readonly List<WriterWork> _answered = []; // not committed; done again where the transaction is gone
    private long? _commitDue; // by Environment.TickCount64; null where nothing waits
    private volatile bool _isTransactionOpen;

    private bool IsCommitDue => _commitDue <= Environment.TickCount64;

    /// <summary>Has what was answered committed, so that whoever reads now finds it.</summary>
    /// <remarks>Where it cannot be committed, that is logged and tried again; those who read find what there is.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ValueTask MakeVisibleAsync(CancellationToken cancellationToken)
    {
        if (!_isTransactionOpen)
        {
            return ValueTask.CompletedTask;
        }

        if (!_queue.TryBecomeWriter())
        {
            return new ValueTask(HaveMadeVisibleAsync(cancellationToken));
        }

        try
        {
            CommitAnswered();
        }
        finally
        {
            _queue.EndWriting(_commitDue);
        }

        return ValueTask.CompletedTask;
    }

    private async Task HaveMadeVisibleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PerformAsync(new VisibleWork(), cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogException)
        {
            return; // logged
        }
    }

    private bool MayAnswerAhead(IReadOnlyList<WriterWork> group) =>
        !_isDoubtful && (_isTransactionOpen || _answered.Count == 0) && group.All(work => work.IsAnsweredAhead) && _dialect.HoldsTransactions > TimeSpan.Zero;

    private void PerformAhead(IReadOnlyList<WriterWork> group)
    {
        try
        {
            var session = _session ??= _open();
            if (!session.IsInTransaction)
            {
                session.Begin(isRecoverable: true);
            }

            foreach (var work in group)
            {
                work.Perform(session);
            }

            session.Flush();
        }
#pragma warning disable CA1031 // Whatever happens, the writer goes on, and the callers are told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var failure = Undone(exception);
            if (CommitAnswered() is { } first)
            {
                Refuse(group, first);
            }
            else
            {
                Recover(group, failure, isRepeated: false);
            }

            return;
        }

        _commitDue ??= Environment.TickCount64 + (long)_dialect.HoldsTransactions.TotalMilliseconds;
        _answered.AddRange(group);
        _isTransactionOpen = true; // before they are told: they may read next
        foreach (var work in group)
        {
            work.Succeed();
        }

        if (_answered.Count >= MaximumAnswered)
        {
            CommitAnswered();
        }
    }

    private WriterFailure? CommitAnswered()
    {
        if (_answered.Count == 0)
        {
            return null;
        }

        var failure = TryCommitOpen() ? null : DoAgain();
        _isTransactionOpen = false;
        if (failure is null)
        {
            _answered.Clear();
            _commitDue = null;
        }
        else
        {
            _commitDue = Environment.TickCount64 + RetryInterval;
            _logger.AnsweredNotCommitted(_answered.Count, failure.Fault.Message);
            Close();
        }

        return failure;
    }

    private bool TryCommitOpen()
    {
        if (_session is not { IsInTransaction: true } session)
        {
            return false;
        }

        try
        {
            session.Commit();
            _hasUnsynced = true;
            return true;
        }
#pragma warning disable CA1031 // All of it is done again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.WriteFailed(_answered.Count, Undone(exception).Fault.Message);
            return false;
        }
    }

    // The transaction is gone, and with it what the callers were told that they have.
    private WriterFailure? DoAgain()
    {
        var failure = TryPerform(_answered);
        if (failure is not { Fault.Kind: CatalogFaultKind.Request })
        {
            return failure;
        }

        for (; _answered.Count > 0; _answered.RemoveAt(0))
        {
            failure = TryPerform([_answered[0]]);
            if (failure is { Fault.Kind: CatalogFaultKind.Request })
            {
                _isDoubtful = true; // nothing counts as durable from now on, and the next start does it
                _logger.AnsweredRefused(failure.Fault.Message);
            }
            else if (failure is not null)
            {
                return failure;
            }
        }

        return null;
    }
}

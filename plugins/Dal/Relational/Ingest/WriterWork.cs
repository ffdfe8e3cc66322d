namespace Gantry.Dal.Relational.Ingest;

/// <summary>A piece of work for the writer: one call of the catalog. It happens as a whole or not at all.</summary>
internal abstract class WriterWork
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;
    private int _state = Waiting;

    /// <summary>Claims the work for the writer. From then on a cancellation comes too late: the caller must learn what became of it.</summary>
    /// <returns>False where the caller went away before.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>True where it can be done again without harm, although it may have been done already.</summary>
    public virtual bool IsRepeatable => false;

    /// <summary>True where its commit need not be durable at once: who asked for it sees to it that it is done again should it be lost.</summary>
    public virtual bool IsRecoverable => false;

    /// <summary>True where the caller may be told the result before the commit, which comes a moment later: it is <see cref="IsRecoverable"/>, and whoever reads has the commit made first.</summary>
    public virtual bool IsAnsweredAhead => false;

    /// <summary>Does the work inside the transaction; may be called again after a rollback.</summary>
    public abstract void Perform(WriterSession session);

    /// <summary>Tells the caller that the transaction is committed, or will be. Does nothing where the caller was told.</summary>
    public abstract void Succeed();

    /// <summary>Tells the caller that nothing was done.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the caller that nothing will be done, unless the writer has taken the work.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
        {
            Fail(new OperationCanceledException(cancellationToken));
        }
    }
}

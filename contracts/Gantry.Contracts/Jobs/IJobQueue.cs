using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>
/// Jobs that must not be forgotten: they outlive a restart, and each is worked on by one host at a time, also where several share the database. A host
/// claims a job with a lease; while it works it extends the lease, and when it dies the lease ends and another host, or the same one again, claims the job.
/// </summary>
/// <remarks>
/// Safe for concurrent use, by several hosts too. The queue has no clock: callers say what time it is. Their clocks may differ; a lease should be many
/// times longer than the difference. Times are kept in UTC to the millisecond. <see cref="ICommitmentLedger"/>, <see cref="IMediaQueue"/> and
/// <see cref="IRetrieveQueue"/> are queues of their own: a UID in one of them says nothing of the others.
/// </remarks>
public interface IJobQueue
{
    /// <summary>Adds a job; when it returns, the job is durable.</summary>
    /// <returns>False where the queue has a job with this UID; that one stays as it is.</returns>
    /// <exception cref="CatalogException">The database cannot take it; it was not added.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it was not added. A cancellation that comes too late is ignored.</exception>
    ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken);

    /// <summary>Reads a job.</summary>
    /// <returns>Null where the queue has no job with this UID.</returns>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken);

    /// <summary>
    /// Claims jobs for a host: those in state <see cref="JobState.Pending"/> that are due and that nobody holds, by priority, then the longest due first.
    /// Each has the lease then, one attempt more and a new version. Of several who claim at once each gets other jobs.
    /// </summary>
    /// <param name="lease">Who claims, and until when.</param>
    /// <param name="now">What time it is; a lease that ends now or earlier holds nothing.</param>
    /// <param name="maximum">The most jobs; 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call; a job that was claimed meanwhile stays so until its lease ends.</param>
    /// <returns>The jobs; none where nothing is to be done.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is out of its range.</exception>
    /// <exception cref="CatalogException">The database cannot be used; nothing was claimed.</exception>
    ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a job, provided that nobody else has since it was read: saves progress, extends or gives up a lease, ends a job. Whoever loses the race
    /// reads again and decides anew; that is also how a worker learns that its job was cancelled, or that its lease ended and another has claimed the job.
    /// </summary>
    /// <param name="stored">The job as it was read or claimed.</param>
    /// <param name="changed">What it becomes; its UID, <see cref="Job.CreatedAt"/> and <see cref="Job.IsOutgoing"/> are those of <paramref name="stored"/>, whatever it says.</param>
    /// <param name="lease">Who holds it from now on; null for nobody, <c>stored.Lease</c> to leave that as it is.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job as it is now; null where another has changed, claimed or removed it.</returns>
    /// <exception cref="CatalogException">The database cannot take it; nothing was changed.</exception>
    ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The jobs that satisfy a filter, in the order they were added.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>Removes the jobs that satisfy a filter, whoever holds them.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">The filter has no condition: that is never meant to be everything.</exception>
    /// <exception cref="CatalogException">The database cannot be changed; some may have been removed.</exception>
    ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken);
}

namespace Gantry.Contracts;

/// <summary>The log of what happened: associations, operations, and what people did through the web and the administration.</summary>
/// <remarks>
/// Safe for concurrent use. A log is written in batches by whoever collects the records; it must not be in the way of what it tells of. Records are never
/// changed. Times are kept in UTC to the millisecond.
/// </remarks>
public interface ITransactionLog
{
    /// <summary>Adds records, as a whole or not at all; when it returns they are durable and found.</summary>
    /// <exception cref="CatalogException">The database cannot take them; none was added.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; none was added. A cancellation that comes too late is ignored.</exception>
    ValueTask AddAsync(IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken);

    /// <summary>
    /// The records that satisfy a filter, in the order of their numbers or the other way round. Whoever follows the log asks again for those after the
    /// last number seen; where several hosts write at once, a record may become visible after one with a higher number.
    /// </summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<StoredTransaction> FindAsync(TransactionFilter filter, CancellationToken cancellationToken);

    /// <summary>One record with its data set.</summary>
    /// <returns>Null where there is none with this number.</returns>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<StoredTransaction?> GetAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the oldest of the records that satisfy a filter; called again until it returns 0, with pauses where others wait for the database.
    /// </summary>
    /// <param name="filter">The records; <see cref="TransactionFilter.IsNewestFirst"/> means nothing here, <see cref="TransactionFilter.Limit"/> is the most to remove.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were removed: at most 1,000 in one call.</returns>
    /// <exception cref="ArgumentException">The filter has no condition: that is never meant to be everything.</exception>
    /// <exception cref="CatalogException">The database cannot be changed; none was removed.</exception>
    ValueTask<int> RemoveAsync(TransactionFilter filter, CancellationToken cancellationToken);
}

namespace Gantry.Contracts;

/// <summary>
/// All that a database keeps, record by record: what a host copies it into another database by, compares the two by, and keeps the second like the first by
/// while the first serves.
/// </summary>
/// <remarks>
/// Safe for concurrent use, also while the other contracts are. Exported beside <see cref="ICatalog"/>. It reads and writes through the contracts' own records,
/// so a database of any kind can be moved into one of any other. One caller writes by it at a time.
/// </remarks>
public interface IDatabaseTransfer
{
    /// <summary>The records of a kind behind a key, in the order of their keys by code point.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="after">The key of the last record seen; null to begin with the first.</param>
    /// <param name="maximum">The most to give; 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Fewer than <paramref name="maximum"/> only where there are no more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is outside its range.</exception>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<IReadOnlyList<TransferRecord>> ReadAsync(TransferKind kind, string? after, int maximum, CancellationToken cancellationToken);

    /// <summary>The records of a kind with these keys, in the order of their keys; those that are not there are left out.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="keys">The keys; at most 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<IReadOnlyList<TransferRecord>> GetAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Makes records be there as they are given, versions and numbers included, as a whole or not at all; durable when it returns. What is added later through
    /// the other contracts gets higher numbers.
    /// </summary>
    /// <remarks>
    /// An instance brings the attributes of its patient, study and series. Where one of these is there with other attributes, or below another parent, it is
    /// of the past: the instances that it still has are removed first.
    /// </remarks>
    /// <param name="records">The records, all of one kind; at most 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The keys to look at again: of instances that had to go although they were not given, and of given tokens that are not there because their user is not.
    /// </returns>
    /// <exception cref="ArgumentException">The records are of several kinds, or more than 1,000.</exception>
    /// <exception cref="CatalogException">The database cannot take them; nothing was changed.</exception>
    ValueTask<IReadOnlyList<string>> PutAsync(IReadOnlyList<TransferRecord> records, CancellationToken cancellationToken);

    /// <summary>Removes the records of a kind with these keys; of a user, the tokens too.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="keys">The keys; at most 1,000. Those that are not there are passed over.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CatalogException">The database cannot be changed; nothing was removed.</exception>
    ValueTask RemoveAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

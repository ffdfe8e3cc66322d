using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The index of patients, studies, series and instances. The instances are the truth; the catalog can be rebuilt from them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface ICatalog
{
    /// <summary>
    /// Adds instances; when it returns, they are found, and durable unless all of them are recoverable (<see cref="CatalogEntry.IsRecoverable"/>). Concurrent calls share a commit; each call happens as a whole or not at all. The first
    /// instance of a patient, study or series says what its attributes are; a series stays in the study, and a study with the patient, it first came with.
    /// Without a Patient ID, each study has a patient of its own.
    /// </summary>
    /// <returns>One outcome for each entry, in their order.</returns>
    /// <exception cref="CatalogException">The catalog cannot take them; none was added.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; none was added. A cancellation that comes too late is ignored.</exception>
    ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken);

    /// <summary>Makes durable what was added before the call. A catalog that is always durable, which is the default, has nothing to do.</summary>
    /// <exception cref="CatalogException">Whether it is durable is not known, and is not to be learnt by asking again: those who have recoverable instances do not release these.</exception>
    ValueTask SyncAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Puts an instance in the place of the one with its SOP Instance UID that lies at a location, as one change: whoever looks finds the one or the other.
    /// Durable when it returns. Its parents are found as <see cref="AddAsync"/> does, after the other was removed; <see cref="CatalogEntry.RefusesConflict"/> does not count.
    /// </summary>
    /// <param name="entry">The instance.</param>
    /// <param name="location">Where the one lies that it replaces; its bytes are the caller's to keep or delete.</param>
    /// <param name="cancellationToken">Ends the wait for the catalog; one that comes too late is ignored.</param>
    /// <returns>False where the catalog has no such instance at that location, or has none any more: nothing was changed.</returns>
    /// <exception cref="CatalogException">The catalog cannot do it; nothing was changed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was changed.</exception>
    ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken);

    /// <summary>
    /// Finds what matches. Each match holds every key asked for, with its value or empty, the unique keys of its level and above, and, where asked
    /// for, the counts of related entities, Modalities in Study and SOP Classes in Study.
    /// </summary>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>The instances chosen, study by study and series by series, in the order of their numbers.</summary>
    /// <exception cref="ArgumentException">The selection has no key.</exception>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken);

    /// <summary>Removes instances, and the series, studies and patients that are left without any.</summary>
    /// <returns>The instances removed; their bytes are the caller's to delete.</returns>
    /// <exception cref="ArgumentException">The selection has no key.</exception>
    /// <exception cref="CatalogException">The catalog cannot remove them; none was removed.</exception>
    ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken);

    /// <summary>How much there is.</summary>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken);
}

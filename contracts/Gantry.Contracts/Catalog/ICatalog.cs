using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The index of patients, studies, series and instances. The instances are the truth; the catalog can be rebuilt from them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface ICatalog
{
    /// <summary>Adds instances; when it returns, they are durable and found. Concurrent calls share a commit.</summary>
    /// <returns>One outcome for each entry, in their order.</returns>
    /// <exception cref="CatalogException">The catalog cannot take them; none was added.</exception>
    ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken);

    /// <summary>
    /// Finds what matches. Each match holds every key asked for, with its value or empty, the unique keys of its level and above, and, where asked
    /// for, the counts of related entities, Modalities in Study and SOP Classes in Study.
    /// </summary>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>The instances chosen, study by study and series by series.</summary>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken);

    /// <summary>Removes instances, and the series, studies and patients that are left without any.</summary>
    /// <returns>The instances removed; their bytes are the caller's to delete.</returns>
    /// <exception cref="CatalogException">The catalog cannot remove them; none was removed.</exception>
    ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken);

    /// <summary>How much there is.</summary>
    /// <exception cref="CatalogException">The query cannot be performed.</exception>
    ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken);
}

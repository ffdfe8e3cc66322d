using System.Runtime.CompilerServices;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>A catalog in memory: small, slow and right, to test against.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryCatalog : ICatalog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Uid, CatalogEntry> _entries = [];

    /// <summary>Thrown by the next calls; null for none.</summary>
    public Exception? Fault { get; set; }

    /// <summary>All entries, in the order they came.</summary>
    public IReadOnlyList<CatalogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Values];
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return [.. entries.Select(entry => _entries.TryAdd(EntryKeys.SopInstance(entry), entry) ? AddOutcome.Added : AddOutcome.AlreadyPresent)];
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var keys = query.Keys.Where(key => key.Tag != Tags.SpecificCharacterSet && key.Tag != Tags.QueryRetrieveLevel).ToArray();
        var found = 0;
        foreach (var entity in Entries.GroupBy(entry => EntryKeys.Of(entry, query.Level)).Select(group => new CatalogEntity(query.Level, [.. group], Entries)))
        {
            if (found == query.Limit)
            {
                yield break;
            }

            if (keys.All(key => entity.Matches(key, query.Keys)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                found++;
                yield return entity.Answer(keys);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in Chosen(selection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return EntryKeys.Instance(entry);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var removed = Chosen(selection);
            foreach (var entry in removed)
            {
                _entries.Remove(EntryKeys.SopInstance(entry));
            }

            return [.. removed.Select(EntryKeys.Instance)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var entries = Entries;
        int Count(QueryLevel level) => entries.Select(entry => EntryKeys.Of(entry, level)).Distinct().Count();
        return new CatalogCounts(
            Count(QueryLevel.Patient), Count(QueryLevel.Study), Count(QueryLevel.Series), entries.Count, entries.Sum(entry => entry.Stored.Length));
    }

    private List<CatalogEntry> Chosen(InstanceSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.PatientId is null && selection.Studies.IsEmpty && selection.Series.IsEmpty && selection.Instances.IsEmpty)
        {
            throw new ArgumentException("A selection needs at least one key.", nameof(selection));
        }

        return
        [
            .. Entries.Where(entry => EntryKeys.IsIn(selection, entry))
                .OrderBy(entry => EntryKeys.Of(entry, QueryLevel.Study), StringComparer.Ordinal)
                .ThenBy(entry => EntryKeys.Of(entry, QueryLevel.Series), StringComparer.Ordinal),
        ];
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        // As a database would, so that callers' awaits are real ones.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}

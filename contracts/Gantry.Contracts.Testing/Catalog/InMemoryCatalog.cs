using System.Runtime.CompilerServices;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>A catalog in memory: small, slow and right, to test against. It meets <see cref="CatalogSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryCatalog : ICatalog
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, InMemoryEntity> _patients = [];
    private readonly OrderedDictionary<string, InMemoryEntity> _studies = [];
    private readonly OrderedDictionary<string, InMemoryEntity> _series = [];
    private readonly OrderedDictionary<string, InMemoryEntity> _instances = [];
    private readonly Dictionary<InMemoryEntity, DicomDataSet> _descriptions = [];

    private readonly HashSet<string> _unsynced = new(StringComparer.Ordinal);

    /// <summary>Thrown by the next calls; null for none.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Thrown by the next replacements alone; null for none.</summary>
    public Exception? ReplaceFault { get; set; }

    /// <summary>All entries, in the order they came.</summary>
    public IReadOnlyList<CatalogEntry> Entries => [.. Of(QueryLevel.Image).Select(instance => instance.Entry!)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            EntryKeys.Check(entry);
        }

        lock (_gate)
        {
            _descriptions.Clear();
            IReadOnlyList<AddOutcome> outcomes = [.. entries.Select(Add)];
            if (!entries.All(entry => entry.IsRecoverable))
            {
                _unsynced.Clear(); // a commit that is durable makes those before it durable
            }
            else
            {
                _unsynced.UnionWith(entries.Where((_, i) => outcomes[i] == AddOutcome.Added).Select(entry => EntryKeys.Of(entry, QueryLevel.Image)));
            }

            return outcomes;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SyncAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _unsynced.Clear();
        }
    }

    /// <summary>Loses what a power failure may take: the recoverable instances that were added since something was durable.</summary>
    public void LoseUnsynced()
    {
        lock (_gate)
        {
            _descriptions.Clear();
            foreach (var instance in _unsynced.Select(uid => _instances.GetValueOrDefault(uid)).OfType<InMemoryEntity>())
            {
                Remove(instance, _instances, _series, _studies, _patients);
            }

            _unsynced.Clear();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        EntryKeys.Check(entry);
        if (ReplaceFault is { } fault)
        {
            throw fault;
        }

        lock (_gate)
        {
            if (_instances.GetValueOrDefault(EntryKeys.Of(entry, QueryLevel.Image)) is not { } there || there.Entry!.Stored.Location != location)
            {
                return false;
            }

            _descriptions.Clear();
            Remove(there, _instances, _series, _studies, _patients);
            Add(entry with { RefusesConflict = false });
            return true;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        if (query is { Root: QueryRoot.Study, Level: QueryLevel.Patient })
        {
            throw new CatalogException("Study Root has no patient level.") { IsTransient = false };
        }

        var matched = new DicomDataSetBuilder(query.Keys);
        var returned = new DicomDataSetBuilder(query.Keys).Remove(Tags.QueryRetrieveLevel);
        foreach (var key in query.Keys.Where(key => AttributeLevels.Of(key.Tag) > query.Level && key.Tag != Tags.SpecificCharacterSet))
        {
            matched.Remove(key.Tag);
        }

        for (var level = query.Root == QueryRoot.Patient ? QueryLevel.Patient : QueryLevel.Study; level <= query.Level; level++)
        {
            returned.Set(AttributeLevels.UniqueKeyOf(level));
        }

        var matcher = new DataSetMatcher(matched.Build(), query.Options);
        var selector = new DataSetMatcher(returned.Build(), query.Options);
        var found = 0;
        var seen = query.Scope is null ? Of(query.Level).Select(Describe) : Of(query.Level).Where(entity => entity.IsIn(query.Scope)).Select(entity => entity.Describe(query.Scope));
        foreach (var description in seen.Select(entity => Adjusted(entity, query.Options.Timezone)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (found == query.Limit)
            {
                yield break;
            }

            if (query.MatchesOtherPatientIds ? OtherPatientIds.Alternatives(description).Any(matcher.Matches) : matcher.Matches(description))
            {
                found++;
                yield return selector.Select(description);
            }
        }
    }

    // Level by level: the offset that an instance tells is that of its own attributes, whichever level is asked for.
    private static DicomDataSet Adjusted(DicomDataSet entity, TimezoneAdjustment? timezone)
    {
        if (timezone is null)
        {
            return entity;
        }

        var adjusted = new DicomDataSetBuilder(entity);
        foreach (var level in entity.GroupBy(element => AttributeLevels.Of(element.Tag)))
        {
            var part = new DicomDataSetBuilder();
            foreach (var element in level)
            {
                part.Set(element);
            }

            foreach (var element in timezone.Apply(part.Build()))
            {
                adjusted.Set(element);
            }
        }

        return adjusted.Build();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var instance in Chosen(selection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return EntryKeys.Instance(instance.Entry!);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _descriptions.Clear();
            var removed = Chosen(selection);
            foreach (var instance in removed)
            {
                Remove(instance, _instances, _series, _studies, _patients);
            }

            return [.. removed.Select(instance => EntryKeys.Instance(instance.Entry!))];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return new CatalogCounts(_patients.Count, _studies.Count, _series.Count, _instances.Count, _instances.Values.Sum(instance => instance.Entry!.Stored.Length));
        }
    }

    internal List<InstanceRecord> All() => [.. Of(QueryLevel.Image).Select(instance => new InstanceRecord(instance.Entry! with { Attributes = EntryKeys.Of(instance) }))];

    /// <summary>Has an instance be there as it is given; what is there otherwise, above it too, goes.</summary>
    /// <returns>What had to go.</returns>
    internal IReadOnlyList<string> Put(CatalogEntry entry)
    {
        lock (_gate)
        {
            _descriptions.Clear();
            List<string> gone = [];
            var attributes = EntryKeys.Utf8(entry.Attributes);
            InMemoryEntity? parent = null;
            foreach (var (level, entities) in (ReadOnlySpan<(QueryLevel, OrderedDictionary<string, InMemoryEntity>)>)
                [(QueryLevel.Patient, _patients), (QueryLevel.Study, _studies), (QueryLevel.Series, _series), (QueryLevel.Image, _instances)])
            {
                var there = entities.GetValueOrDefault(EntryKeys.Of(entry, level));
                if (there is not null && (there.Parent != parent || !there.Is(attributes) || level == QueryLevel.Image))
                {
                    var below = there.Below(QueryLevel.Image).ToList();
                    below.ForEach(instance => Remove(instance, _instances, _series, _studies, _patients));
                    gone.AddRange(below.Select(instance => instance.Key));
                    there = null;
                }

                parent = there;
            }

            Add(entry);
            gone.Remove(EntryKeys.Of(entry, QueryLevel.Image));
            return gone;
        }
    }

    internal void Remove(string sopInstance)
    {
        lock (_gate)
        {
            _descriptions.Clear();
            if (_instances.TryGetValue(sopInstance, out var instance))
            {
                Remove(instance, _instances, _series, _studies, _patients);
            }
        }
    }

    private AddOutcome Add(CatalogEntry entry)
    {
        var sopInstance = EntryKeys.Of(entry, QueryLevel.Image);
        if (_instances.ContainsKey(sopInstance))
        {
            return AddOutcome.AlreadyPresent;
        }

        if (entry.RefusesConflict && Conflict(entry) is { } conflict)
        {
            return conflict;
        }

        // Whatever is there keeps its first parent.
        var attributes = EntryKeys.Utf8(entry.Attributes);
        var series = Known(_series, QueryLevel.Series, entry, attributes, () => Known(_studies, QueryLevel.Study, entry, attributes, () => Known(_patients, QueryLevel.Patient, entry, attributes, () => null)));
        var instance = new InMemoryEntity(QueryLevel.Image, sopInstance, series, attributes) { Entry = entry };
        series.Add(instance);
        _instances.Add(sopInstance, instance);
        return AddOutcome.Added;
    }

    private AddOutcome? Conflict(CatalogEntry entry)
    {
        var series = _series.GetValueOrDefault(EntryKeys.Of(entry, QueryLevel.Series));
        var study = series?.Parent ?? _studies.GetValueOrDefault(EntryKeys.Of(entry, QueryLevel.Study));
        return study is null ? null
            : study.Key != EntryKeys.Of(entry, QueryLevel.Study) ? AddOutcome.SeriesOfOtherStudy
            : study.Parent!.Key != EntryKeys.Of(entry, QueryLevel.Patient) ? AddOutcome.StudyOfOtherPatient
            : null;
    }

    private static InMemoryEntity Known(OrderedDictionary<string, InMemoryEntity> entities, QueryLevel level, CatalogEntry entry, DicomDataSet attributes, Func<InMemoryEntity?> parent)
    {
        var key = EntryKeys.Of(entry, level);
        if (!entities.TryGetValue(key, out var entity))
        {
            var above = parent();
            entity = new InMemoryEntity(level, key, above, attributes);
            above?.Add(entity);
            entities.Add(key, entity);
        }

        return entity;
    }

    private static void Remove(InMemoryEntity entity, params ReadOnlySpan<OrderedDictionary<string, InMemoryEntity>> levels)
    {
        levels[0].Remove(entity.Key);
        if (entity.Parent is { } parent)
        {
            parent.Remove(entity);
            if (parent.IsEmpty)
            {
                Remove(parent, levels[1..]);
            }
        }
    }

    // What an entity says follows from others too, so a change of one forgets all.
    private DicomDataSet Describe(InMemoryEntity entity)
    {
        lock (_gate)
        {
            if (!_descriptions.TryGetValue(entity, out var description))
            {
                _descriptions.Add(entity, description = entity.Describe(scope: null));
            }

            return description;
        }
    }

    private List<InMemoryEntity> Of(QueryLevel level)
    {
        lock (_gate)
        {
            return [.. (level switch { QueryLevel.Patient => _patients, QueryLevel.Study => _studies, QueryLevel.Series => _series, _ => _instances }).Values];
        }
    }

    private List<InMemoryEntity> Chosen(InstanceSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.PatientId is null && selection.Studies.IsEmpty && selection.Series.IsEmpty && selection.Instances.IsEmpty)
        {
            throw new ArgumentException("A selection needs at least one key.", nameof(selection));
        }

        lock (_gate)
        {
            return
            [
                .. _instances.Values.Where(instance => EntryKeys.IsIn(selection, instance))
                    .OrderBy(instance => _studies.IndexOf(instance.At(QueryLevel.Study).Key))
                    .ThenBy(instance => EntryKeys.Number(instance.At(QueryLevel.Series), Tags.SeriesNumber))
                    .ThenBy(instance => _series.IndexOf(instance.At(QueryLevel.Series).Key))
                    .ThenBy(instance => EntryKeys.Number(instance, Tags.InstanceNumber)),
            ];
        }
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

using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>Makes entities of rows. Entities above are read once and shared by all below them.</summary>
internal sealed class FindAssembler(CatalogReader reader, FindKeys keys)
{
    private const int MaximumKept = 4096;
    private readonly ComputedAttributes _computed = new(reader, keys);
    private readonly Dictionary<long, FindEntity> _patients = [];
    private readonly Dictionary<long, FindEntity> _studies = [];
    private readonly Dictionary<long, FindEntity> _series = [];

    /// <summary>The entities of rows of the query level, in their order.</summary>
    public async ValueTask<List<FindEntity>> AssembleAsync(List<FindRow> rows, CancellationToken cancellationToken)
    {
        var level = keys.Query.Level;
        var parents = level switch
        {
            QueryLevel.Patient => null,
            QueryLevel.Study => await PatientsAsync(rows.Select(row => (row.ParentId, row.Patient!)), cancellationToken).ConfigureAwait(false),
            QueryLevel.Series => await StudiesAsync(rows.Select(row => row.ParentId), cancellationToken).ConfigureAwait(false),
            _ => await SeriesAsync(rows.Select(row => row.ParentId), cancellationToken).ConfigureAwait(false),
        };
        var entities = rows.ToDictionary(row => row.Id, row => new FindCandidate(row.ParentId, Decode(row), row.Counts));
        await _computed.AddAsync(level, entities, cancellationToken).ConfigureAwait(false);

        // A parent may have gone between two statements; its children are gone then too. What may not be seen is gone as well.
        var assembled = new List<FindEntity>(rows.Count);
        foreach (var row in rows)
        {
            FindEntity? parent = null;
            if (entities.TryGetValue(row.Id, out var entity) && (parents is null || parents.TryGetValue(row.ParentId, out parent)))
            {
                assembled.Add(new FindEntity(level, keys.Adjusted(entity.Attributes), parent, keys));
            }
        }

        return assembled;
    }

    private DicomDataSet Decode(FindRow row)
    {
        var attributes = LevelAttributes.Decode(row.Attributes);
        return row.TransferSyntaxUid is not null && keys.AsksFor(Tags.AvailableTransferSyntaxUID)
            ? new DicomDataSetBuilder(attributes).Set(Tags.AvailableTransferSyntaxUID, row.TransferSyntaxUid).Build()
            : attributes;
    }

    private async ValueTask<Dictionary<long, FindEntity>> PatientsAsync(IEnumerable<(long Id, byte[] Attributes)> patients, CancellationToken cancellationToken)
    {
        await KeepAsync(_patients, QueryLevel.Patient, patients.Select(x => (x.Id, 0L, x.Attributes, default(RelatedCounts))), null, cancellationToken).ConfigureAwait(false);
        return _patients;
    }

    private async ValueTask<Dictionary<long, FindEntity>> StudiesAsync(IEnumerable<long> studies, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(QueryLevel.Study, Missing(_studies, studies), cancellationToken).ConfigureAwait(false);
        var patients = await PatientsAsync(rows.Select(x => (x.ParentId, x.Patient!)), cancellationToken).ConfigureAwait(false);
        await KeepAsync(_studies, QueryLevel.Study, rows.Select(x => (x.Id, x.ParentId, x.Attributes, x.Counts)), patients, cancellationToken).ConfigureAwait(false);
        return _studies;
    }

    private async ValueTask<Dictionary<long, FindEntity>> SeriesAsync(IEnumerable<long> series, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(QueryLevel.Series, Missing(_series, series), cancellationToken).ConfigureAwait(false);
        var studies = await StudiesAsync(rows.Select(x => x.ParentId), cancellationToken).ConfigureAwait(false);
        await KeepAsync(_series, QueryLevel.Series, rows.Select(x => (x.Id, x.ParentId, x.Attributes, x.Counts)), studies, cancellationToken).ConfigureAwait(false);
        return _series;
    }

    private async ValueTask KeepAsync(
        Dictionary<long, FindEntity> kept, QueryLevel level, IEnumerable<(long Id, long ParentId, byte[] Attributes, RelatedCounts Counts)> rows, Dictionary<long, FindEntity>? parents,
        CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, FindCandidate>();
        foreach (var row in rows)
        {
            if (!kept.ContainsKey(row.Id) && !found.ContainsKey(row.Id) && (parents is null || parents.ContainsKey(row.ParentId)))
            {
                found.Add(row.Id, new FindCandidate(row.ParentId, LevelAttributes.Decode(row.Attributes), row.Counts));
            }
        }

        await _computed.AddAsync(level, found, cancellationToken).ConfigureAwait(false);
        foreach (var (id, entity) in found)
        {
            kept[id] = new FindEntity(level, keys.Adjusted(entity.Attributes), parents?[entity.ParentId], keys);
        }
    }

    /// <summary>Forgets entities above, between pages, where they have become many.</summary>
    public void Trim()
    {
        foreach (var kept in (ReadOnlySpan<Dictionary<long, FindEntity>>)[_patients, _studies, _series])
        {
            if (kept.Count > MaximumKept)
            {
                kept.Clear();
            }
        }
    }

    private static long[] Missing(Dictionary<long, FindEntity> kept, IEnumerable<long> ids) => [.. ids.Distinct().Where(id => !kept.ContainsKey(id))];

    private ValueTask<List<FindRow>> ReadAsync(QueryLevel level, long[] ids, CancellationToken cancellationToken) =>
        reader.ReadAsync(ids, (text, some) => FindPage.Write(text, level, some), row => FindRow.Read(row, level), cancellationToken);
}

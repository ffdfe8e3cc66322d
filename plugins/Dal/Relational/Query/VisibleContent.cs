using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>What is in patients, studies or series of that which a scope lets be seen. Only a caller who may not see all pays for it.</summary>
internal sealed class VisibleContent(IPageReader reader, CatalogScope scope)
{
    private readonly string[] _sources = [.. scope.Sources.Select(source => source.Value)];

    /// <summary>The series with instances that may be seen, by the entities that they are in.</summary>
    /// <param name="level">The level of the entities: patient, study or series.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="withSopClasses">Whether the SOP classes are asked for.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async ValueTask<ILookup<long, VisibleSeries>> ReadAsync(QueryLevel level, long[] ids, bool withSopClasses, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(ids, (context, some) => Rows(context, level, some), cancellationToken).ConfigureAwait(false);
        var series = rows.Where(IsVisible).Select(row => new VisibleSeries(
            level switch { QueryLevel.Patient => row.PatientId, QueryLevel.Study => row.StudyId, _ => row.Id },
            row.StudyId,
            row.Id,
            [.. SeriesOfStudy.ModalitiesOf(row.Modality, row.Attributes)],
            row.SopClassUid == KeyText.Irregular ? [] : [row.SopClassUid],
            row.InstanceCount)).ToList();
        series = _sources.Length == 0 ? series : await CountAsync(series, cancellationToken).ConfigureAwait(false);
        series = withSopClasses ? await WithSopClassesAsync(series, cancellationToken).ConfigureAwait(false) : series;
        return series.ToLookup(x => x.Owner);
    }

    private static IQueryable<ContentRow> Rows(CatalogContext context, QueryLevel level, long[] ids)
    {
        var series = level switch
        {
            QueryLevel.Patient => context.Series.Where(x => ids.Contains(x.Study.PatientFk)),
            QueryLevel.Study => context.Series.Where(x => ids.Contains(x.StudyFk)),
            _ => context.Series.Where(x => ids.Contains(x.Id)),
        };
        return series.Select(x => new ContentRow
        {
            Id = x.Id,
            StudyId = x.StudyFk,
            PatientId = x.Study.PatientFk,
            Modality = x.Modality,
            SopClassUid = x.SopClassUid,
            InstanceCount = x.InstanceCount,
            Attributes = x.Attributes,
            StudyAttributes = x.Study.Attributes,
        });
    }

    private bool IsVisible(ContentRow row) =>
        (!scope.HasKeysAt(QueryLevel.Study) || scope.Matches(QueryLevel.Study, LevelAttributes.Decode(row.StudyAttributes)))
        && (!scope.HasKeysAt(QueryLevel.Series) || scope.Matches(QueryLevel.Series, LevelAttributes.Decode(row.Attributes)));

    private async ValueTask<List<VisibleSeries>> CountAsync(List<VisibleSeries> series, CancellationToken cancellationToken)
    {
        var sources = _sources;
        var counts = await ReadAsync(
            [.. series.Select(x => x.Id)],
            (context, some) => context.Instances.Where(x => some.Contains(x.SeriesFk) && sources.Contains(x.SourceAETitle)).GroupBy(x => x.SeriesFk).Select(x => new { x.Key, Count = x.Count() }),
            cancellationToken).ConfigureAwait(false);
        var bySeries = counts.ToDictionary(x => x.Key, x => x.Count);
        return [.. series.Where(x => bySeries.ContainsKey(x.Id)).Select(x => x with { Instances = bySeries[x.Id] })];
    }

    // Of a series with several SOP classes the instances are asked: those that may be seen.
    private async ValueTask<List<VisibleSeries>> WithSopClassesAsync(List<VisibleSeries> series, CancellationToken cancellationToken)
    {
        var (sources, isAny) = (_sources, _sources.Length == 0);
        var found = await ReadAsync(
            [.. series.Where(x => x.SopClasses.Count == 0).Select(x => x.Id)],
            (context, some) => context.Instances.Where(x => some.Contains(x.SeriesFk) && (isAny || sources.Contains(x.SourceAETitle))).Select(x => new { x.SeriesFk, x.SopClassUid }).Distinct(),
            cancellationToken).ConfigureAwait(false);
        var bySeries = found.ToLookup(x => x.SeriesFk, x => x.SopClassUid);
        return [.. series.Select(x => x.SopClasses.Count == 0 ? x with { SopClasses = [.. bySeries[x.Id]] } : x)];
    }

    private async ValueTask<List<T>> ReadAsync<T>(long[] ids, Func<CatalogContext, long[], IQueryable<T>> query, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        foreach (var some in ids.Chunk(Retrieve.SelectionFilter.MaximumList))
        {
            rows.AddRange(await reader.ReadAsync((context, token) => query(context, some).ToListAsync(token), cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private sealed class ContentRow
    {
        public long Id { get; init; }

        public long StudyId { get; init; }

        public long PatientId { get; init; }

        public required string Modality { get; init; }

        public required string SopClassUid { get; init; }

        public int InstanceCount { get; init; }

        public required byte[] Attributes { get; init; }

        public required byte[] StudyAttributes { get; init; }
    }
}

/// <summary>A series, as far as it may be seen.</summary>
internal sealed record VisibleSeries(long Owner, long StudyId, long Id, IReadOnlyList<string> Modalities, IReadOnlyList<string> SopClasses, int Instances);

using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>The statement for one page of candidates: those behind an id, in the order of their ids, so that no cursor stays open between pages.</summary>
internal static class FindPage
{
    /// <summary>The statement for a page.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="level">The query level.</param>
    /// <param name="round">What narrows the query. Where one condition drives it, the primary key must not look tempting to the planner.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="size">The most rows.</param>
    public static IQueryable<FindRow> Of(CatalogContext context, QueryLevel level, NarrowedRound round, long after, int size)
    {
        var id = Id(level, round.IsDriven);
        return Project(Behind(context, level, round, after, id).Take(size), level);
    }

    /// <summary>The statement for the ids alone: where an index finds many rows, it is read once for all their pages, not once for each.</summary>
    public static IQueryable<long> Ids(CatalogContext context, QueryLevel level, NarrowedRound round, long after, int size)
    {
        var id = Id(level, round.IsDriven);
        return Behind(context, level, round, after, id).Select(id).Take(size);
    }

    /// <summary>The statement for candidates whose ids are known.</summary>
    public static IQueryable<FindRow> Of(CatalogContext context, QueryLevel level, long[] ids)
    {
        var id = Id(level, isDriven: false);
        return Project(LevelRow.Of(context, level).Where(Columns.On(id, value => ids.Contains(value))).OrderBy(id), level);
    }

    private static IQueryable<LevelRow> Behind(CatalogContext context, QueryLevel level, NarrowedRound round, long after, Expression<Func<LevelRow, long>> id) =>
        context.Adapt(round.Conditions.Aggregate(LevelRow.Of(context, level), (query, condition) => query.Where(condition)).Where(Columns.On(id, value => value > after)).OrderBy(id));

    private static Expression<Func<LevelRow, long>> Id(QueryLevel level, bool isDriven)
    {
        var zero = 0L;
        return (level, isDriven) switch
        {
            (QueryLevel.Patient, false) => row => row.Patient.Id,
            (QueryLevel.Patient, true) => row => row.Patient.Id + zero,
            (QueryLevel.Study, false) => row => row.Study.Id,
            (QueryLevel.Study, true) => row => row.Study.Id + zero,
            (QueryLevel.Series, false) => row => row.Series.Id,
            (QueryLevel.Series, true) => row => row.Series.Id + zero,
            (_, false) => row => row.Instance.Id,
            (_, true) => row => row.Instance.Id + zero,
        };
    }

    private static IQueryable<FindRow> Project(IQueryable<LevelRow> rows, QueryLevel level) => level switch
    {
        QueryLevel.Patient => rows.Select(row => new FindRow { Id = row.Patient.Id, Attributes = row.Patient.Attributes }),
        QueryLevel.Study => rows.Select(row => new FindRow
        {
            Id = row.Study.Id,
            ParentId = row.Study.PatientFk,
            Attributes = row.Study.Attributes,
            Counts = new RelatedCounts(row.Study.SeriesCount, row.Study.InstanceCount),
            Patient = row.Patient.Attributes,
        }),
        QueryLevel.Series => rows.Select(row => new FindRow { Id = row.Series.Id, ParentId = row.Series.StudyFk, Attributes = row.Series.Attributes, Counts = new RelatedCounts(0, row.Series.InstanceCount) }),
        _ => rows.Select(row => new FindRow
        {
            Id = row.Instance.Id,
            ParentId = row.Instance.SeriesFk,
            Attributes = row.Instance.Attributes,
            TransferSyntaxUid = row.Instance.TransferSyntaxUid,
        }),
    };
}

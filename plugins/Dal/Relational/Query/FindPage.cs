using Gantry.Contracts;

namespace Gantry.Dal.Relational.Query;

/// <summary>The statement for one page of candidates: those behind an id, in the order of their ids, so that no cursor stays open between pages.</summary>
internal static class FindPage
{
    /// <summary>Writes the statement for a page.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="level">The query level.</param>
    /// <param name="round">What narrows the query. Where one condition drives it, the primary key must not look tempting to the planner.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="size">The most rows.</param>
    public static void Write(StatementText text, QueryLevel level, NarrowedRound round, long after, int size) => Behind(text, level, round, after, size, () => text.Part((nameof(FindRow), level), part => FindRow.WriteColumns(part, level)));

    /// <summary>Writes the statement for the ids alone: where an index finds many rows, it is read once for all their pages, not once for each.</summary>
    public static void WriteIds(StatementText text, QueryLevel level, NarrowedRound round, long after, int size) =>
        Behind(text, level, round, after, size, () => text.Column(KeyColumn.Of(level), isIndexed: !round.IsDriven));

    /// <summary>Writes the statement for candidates whose ids are known.</summary>
    public static void Write(StatementText text, QueryLevel level, IReadOnlyList<long> ids)
    {
        text.Add("SELECT ");
        FindRow.WriteColumns(text, level);
        LevelTables.Write(text, level, level == QueryLevel.Study ? QueryLevel.Patient : level);
        text.Add(" WHERE ").Among(KeyColumn.Of(level), isIndexed: true, ids).Add(" ORDER BY ").Column(KeyColumn.Of(level));
    }

    private static void Behind(StatementText text, QueryLevel level, NarrowedRound round, long after, int size, Action columns)
    {
        var id = KeyColumn.Of(level);
        var named = text.NamedBy(() =>
        {
            foreach (var filter in round.Filters)
            {
                filter.Write(text, isIndexed: false);
                text.Add(" AND ");
            }

            if (round.Driver is { } driver)
            {
                driver.Write(text, isIndexed: true);
                text.Add(" AND ");
            }

            text.Column(id, isIndexed: !round.IsDriven).Add(" > ").Value(after);
        });
        text.Precede(() =>
        {
            text.Add("SELECT ");
            columns();
            var highest = level == QueryLevel.Study ? QueryLevel.Patient : LevelTables.Highest(level, named);
            text.Part((nameof(LevelTables), level, highest), part => LevelTables.Write(part, level, highest));
            text.Add(" WHERE ");
        });
        text.Add(" ORDER BY ").Column(id, isIndexed: !round.IsDriven).Limit(size);
    }
}

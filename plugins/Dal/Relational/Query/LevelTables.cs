using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>The tables of a statement: that of the query level, and those above as far as something of them is named.</summary>
internal static class LevelTables
{
    /// <summary>Writes them: patients as <c>p</c>, studies as <c>s</c>, series as <c>e</c>, instances as <c>i</c>.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="level">The query level.</param>
    /// <param name="highest">The highest level of which something is named.</param>
    public static void Write(StatementText text, QueryLevel level, QueryLevel highest)
    {
        text.Add(" FROM ");
        _ = level switch
        {
            QueryLevel.Patient => text.Table<Patient>().Add(" p"),
            QueryLevel.Study => text.Table<Study>().Add(" s"),
            QueryLevel.Series => text.Table<Series>().Add(" e"),
            _ => text.Table<Instance>().Add(" i"),
        };
        if (level > QueryLevel.Series && highest <= QueryLevel.Series)
        {
            text.Add(" JOIN ").Table<Series>().Add(" e ON ").Column(KeyColumn.Series).Add(" = ").Column<Instance>(nameof(Instance.SeriesFk), "i");
        }

        if (level > QueryLevel.Study && highest <= QueryLevel.Study)
        {
            text.Add(" JOIN ").Table<Study>().Add(" s ON ").Column(KeyColumn.Study).Add(" = ").Column<Series>(nameof(Series.StudyFk), "e");
        }

        if (level > QueryLevel.Patient && highest == QueryLevel.Patient)
        {
            text.Add(" JOIN ").Table<Patient>().Add(" p ON ").Column(KeyColumn.Patient).Add(" = ").Column<Study>(nameof(Study.PatientFk), "s");
        }
    }

    /// <summary>The highest level among the aliases, or the query level.</summary>
    public static QueryLevel Highest(QueryLevel level, IReadOnlySet<string> aliases)
    {
        var highest = aliases.Contains("p") ? QueryLevel.Patient : aliases.Contains("s") ? QueryLevel.Study : aliases.Contains("e") ? QueryLevel.Series : QueryLevel.Image;
        return highest < level ? highest : level;
    }
}

using Gantry.Dal.Relational.Reading;

namespace Gantry.Dal.Relational.Query;

/// <summary>The ids of patients that are looked up before a query: each by one index.</summary>
internal static class PatientIds
{
    /// <summary>The ids that some of several statements give, each id once.</summary>
    /// <param name="reader">Where to.</param>
    /// <param name="maximum">The most that are of use.</param>
    /// <param name="sources">Write the statements, each of one column, <c>id</c>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>Null where they are more than the maximum.</returns>
    public static async ValueTask<long[]?> FindAsync(CatalogReader reader, int maximum, IReadOnlyList<Action<StatementText>> sources, CancellationToken cancellationToken)
    {
        var ids = await reader.ReadAsync(
            text =>
            {
                text.Add("SELECT u.id FROM (");
                for (var i = 0; i < sources.Count; i++)
                {
                    text.Add(i == 0 ? "" : " UNION ");
                    sources[i](text);
                }

                text.Add(") u").Limit(maximum + 1);
            },
            row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return ids.Count > maximum ? null : [.. ids];
    }

    /// <summary>Those whose column passes a test.</summary>
    public static Action<StatementText> With(KeyColumn column, TextTest test) => text =>
    {
        text.Add("SELECT ").Column(KeyColumn.Patient).Add(" AS id FROM ").Table<Model.Patient>().Add(" p WHERE ");
        test.Write(text, column, isIndexed: true);
    };
}

using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>
/// The patients with a part in the middle of their names, looked up beforehand: no index finds them, but the names alone stand closely packed in the indexes of
/// their columns, and to read these from end to end takes a fraction of what looking at every study does.
/// </summary>
internal static class NamedPatients
{
    /// <summary>Their ids.</summary>
    /// <returns>Null where they are too many for a statement.</returns>
    public static async ValueTask<long[]?> FindAsync(IPageReader reader, TextTest test, CancellationToken cancellationToken)
    {
        var ids = await reader.ReadAsync(
            (context, token) => Of(context, 0, test).Union(Of(context, 1, test)).Union(Of(context, 2, test)).Take(SelectionFilter.MaximumList + 1).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        return ids.Count > SelectionFilter.MaximumList ? null : [.. ids];
    }

    // A statement for each column, because an index has one of them.
    private static IQueryable<long> Of(CatalogContext context, int group, TextTest test) =>
        context.Patients.Where(Columns.On(NameTest.Column(group), test.Test)).Select(x => x.Id);
}

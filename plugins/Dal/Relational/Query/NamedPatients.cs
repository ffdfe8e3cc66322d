using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Query;

/// <summary>
/// The patients with a part in the middle of their names, looked up beforehand: no index finds them, but the names alone stand closely packed in the indexes of
/// their columns, and to read these from end to end takes a fraction of what looking at every study does.
/// </summary>
internal static class NamedPatients
{
    /// <summary>Their ids.</summary>
    /// <returns>Null where they are too many for a statement.</returns>
    public static ValueTask<long[]?> FindAsync(CatalogReader reader, TextTest test, CancellationToken cancellationToken) =>
        PatientIds.FindAsync(reader, SelectionFilter.MaximumList, [.. NameTest.Columns.Select(column => PatientIds.With(column, test))], cancellationToken);
}

using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>The patients that a key for Patient ID finds by another of their IDs, looked up beforehand: so each statement is driven by one table.</summary>
internal static class OtherPatients
{
    private const string Alias = "o";

    /// <summary>Their ids.</summary>
    /// <returns>None where other IDs are not asked for; default where they are too many for a statement, and Patient ID cannot narrow it.</returns>
    public static async ValueTask<ImmutableArray<long>> FindAsync(CatalogReader reader, CatalogQuery query, IEnumerable<KeyValuePair<Tag, MatchKey>> keys, CancellationToken cancellationToken)
    {
        var key = query.MatchesOtherPatientIds ? keys.FirstOrDefault(x => x.Key == Tags.PatientID).Value : null;
        return key is null || TextTest.OfText(key) is not { } test ? []
            : await PatientIds.FindAsync(reader, SelectionFilter.MaximumList, [text => Write(text, test)], cancellationToken).ConfigureAwait(false) is { } ids ? [.. ids]
            : default;
    }

    private static void Write(StatementText text, TextTest test)
    {
        text.Add("SELECT DISTINCT ").Column<OtherPatientId>(nameof(OtherPatientId.PatientFk), Alias).Add(" AS id FROM ").Table<OtherPatientId>().Add($" {Alias} WHERE ");
        test.Write(text, KeyColumn.Text<OtherPatientId>(nameof(OtherPatientId.PatientId), Alias), isIndexed: true);
    }
}

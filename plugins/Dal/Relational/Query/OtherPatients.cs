using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>The patients that a key for Patient ID finds by another of their IDs, looked up beforehand: so each statement is driven by one table.</summary>
internal static class OtherPatients
{
    /// <summary>Their ids.</summary>
    /// <returns>None where other IDs are not asked for; default where they are too many for a statement, and Patient ID cannot narrow it.</returns>
    public static async ValueTask<ImmutableArray<long>> FindAsync(IPageReader reader, CatalogQuery query, IEnumerable<KeyValuePair<Tag, MatchKey>> keys, CancellationToken cancellationToken)
    {
        var key = query.MatchesOtherPatientIds ? keys.FirstOrDefault(x => x.Key == Tags.PatientID).Value : null;
        if (key is null || TextTest.OfText(key) is not { } test)
        {
            return [];
        }

        var condition = Columns.On<OtherPatientId, string>(x => x.PatientId, test.Test);
        var ids = await reader.ReadAsync(
            (context, token) => context.OtherPatientIds.Where(condition).Select(x => x.PatientFk).Distinct().Take(SelectionFilter.MaximumList + 1).ToListAsync(token), cancellationToken).ConfigureAwait(false);
        return ids.Count > SelectionFilter.MaximumList ? default : [.. ids];
    }
}

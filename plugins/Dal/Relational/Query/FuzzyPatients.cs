using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>The patients whose names may match fuzzily, looked up beforehand: each by an index, of names or of parts of names.</summary>
internal static class FuzzyPatients
{
    /// <summary>The most patients that are looked up.</summary>
    public const int Most = 65_536;

    /// <summary>Their ids, each once.</summary>
    /// <returns>Null where they are more than the maximum, or no index tells.</returns>
    public static async ValueTask<long[]?> FindAsync(IPageReader reader, MatchKey.FuzzyName key, int maximum, CancellationToken cancellationToken)
    {
        if (NameTest.Of(key.Literal) is not { } literal)
        {
            return null;
        }

        var ids = await reader.ReadAsync(
            (context, token) => Sources(context, key, literal).Aggregate((one, other) => one.Union(other)).Take(maximum + 1).ToListAsync(token), cancellationToken)
            .ConfigureAwait(false);
        return ids.Count > maximum ? null : [.. ids];
    }

    private static IEnumerable<IQueryable<long>> Sources(CatalogContext context, MatchKey.FuzzyName key, NameTest literal) =>
    [
        .. literal.Groups.Select(group => context.Patients.Where(Columns.On(NameTest.Column(group), literal.Test.Test)).Select(x => x.Id)),
        .. key.Anchors.Select(anchor => context.PatientNameParts.Where(TextTest.OfPart(anchor)).Select(x => x.PatientFk)),
        context.Patients.Where(x => x.HasNameParts == 0).Select(x => x.Id),
    ];
}

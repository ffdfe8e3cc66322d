using System.Collections.Immutable;
using System.Linq.Expressions;
using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A test of the columns of Patient's Name, of which one must pass.</summary>
/// <param name="Test">The test.</param>
/// <param name="Groups">The component groups whose columns it is of: 0 alphabetic, 1 ideographic, 2 phonetic.</param>
internal sealed record NameTest(TextTest Test, ImmutableArray<int> Groups)
{
    /// <summary>The column of a component group.</summary>
    public static Expression<Func<Patient, string>> Column(int group) => group switch
    {
        0 => patient => patient.NameKey,
        1 => patient => patient.IdeographicNameKey,
        _ => patient => patient.PhoneticNameKey,
    };

    /// <summary>The test for a key that is matched literally.</summary>
    /// <returns>Null where the key says nothing that a column could tell.</returns>
    public static NameTest? Of(MatchKey? key)
    {
        var text = key switch
        {
            MatchKey.Single single => single.Value,
            MatchKey.Wildcard wildcard => wildcard.Pattern,
            _ => "",
        };

        // A key without "=" may mean any of the three groups; one with it says which is which, and its first that is not empty is taken.
        var groups = text.Split('=', 3);
        var group = Array.FindIndex(groups, part => part.AsSpan().ContainsAnyExcept('*', ' '));
        return group >= 0 && TextTest.OfName(groups[group]) is { } test ? new(test, groups.Length == 1 ? [0, 1, 2] : [group, 0]) : null;
    }
}

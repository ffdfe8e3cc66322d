using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A test of the columns of Patient's Name, of which one must pass.</summary>
/// <param name="Test">The test.</param>
/// <param name="Groups">The columns that it is of, each of a component group.</param>
internal sealed record NameTest(TextTest Test, ImmutableArray<KeyColumn> Groups)
{
    /// <summary>The columns of the component groups: alphabetic, ideographic, phonetic.</summary>
    public static readonly ImmutableArray<KeyColumn> Columns = [KeyColumn.NameKey, KeyColumn.IdeographicNameKey, KeyColumn.PhoneticNameKey];

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
        return group >= 0 && TextTest.OfName(groups[group]) is { } test ? new(test, groups.Length == 1 ? Columns : [Columns[group], Columns[0]]) : null;
    }
}

namespace Gantry.Dicom;

/// <summary>How person names match (PS3.4 §C.2.2.2.1): without regard to case, to accents, to delimiters at the end, and to which group of the name it is.</summary>
internal static class PersonNameMatching
{
    /// <summary>Whether a name matches a key.</summary>
    /// <param name="key">
    /// The key, possibly with wild cards. With <c>=</c> its groups match those of the name in their places, an empty one any; without, it matches any of them.
    /// </param>
    /// <param name="name">The name of an entity.</param>
    public static bool Matches(string key, string name)
    {
        var parsed = PersonName.Parse(name);
        if (!key.Contains('=', StringComparison.Ordinal))
        {
            return MatchesGroup(key, parsed.Alphabetic) || MatchesGroup(key, parsed.Ideographic) || MatchesGroup(key, parsed.Phonetic);
        }

        var groups = key.Split('=', 3);
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].AsSpan().ContainsAnyExcept('*', ' ') && !MatchesGroup(groups[i], parsed[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesGroup(string key, PersonNameGroup group)
    {
        var text = FoldedText.Of(group.ToString());
        if (text.Length == 0)
        {
            return false;
        }

        // Components that are missing at the end are empty ones: the name gets as many delimiters as the key has.
        key = FoldedText.Of(key.Trim().TrimEnd('^'));
        var missing = key.Count(c => c == '^') - text.Count(c => c == '^');
        return WildcardPattern.Matches(key, text)
            || (missing > 0 && WildcardPattern.Matches(key, text + new string('^', missing)));
    }
}

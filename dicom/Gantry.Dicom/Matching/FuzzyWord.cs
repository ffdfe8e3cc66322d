namespace Gantry.Dicom;

/// <summary>A word of a key that is matched fuzzily.</summary>
/// <param name="Kind">Where its wild cards are.</param>
/// <param name="Text">The word, without a wild card at its end.</param>
/// <param name="Sound">As that of <see cref="PersonNamePart"/>.</param>
internal sealed record FuzzyWord(FuzzyWordKind Kind, string Text, string Sound)
{
    public static FuzzyWord Parse(string word)
    {
        var text = word.TrimEnd('*');
        var kind = text.AsSpan().ContainsAny('*', '?') ? FuzzyWordKind.Pattern : text.Length < word.Length ? FuzzyWordKind.Beginning : FuzzyWordKind.Whole;
        return kind == FuzzyWordKind.Pattern ? new(kind, word, "") : new(kind, text, NameSound.Of(text));
    }

    /// <summary>True where names can be found by it: it has two Latin letters or one of another script, and a beginning.</summary>
    public bool IsAnchor => Kind != FuzzyWordKind.Pattern && Text.Length >= (NameSound.IsLatin(Text) ? 2 : 1);

    /// <summary>Whether a part of a name is this word, or sounds like it and has half its letters.</summary>
    public bool Matches(PersonNamePart part) => Kind switch
    {
        FuzzyWordKind.Pattern => WildcardPattern.Matches(Text, part.Text),
        FuzzyWordKind.Beginning when part.Text.StartsWith(Text, StringComparison.Ordinal) => true,
        _ => part.Text == Text || (part.Sound == Sound && (!NameSound.IsLatin(Text) || Distance(part.Text, Text) <= Math.Max(part.Text.Length, Text.Length) / 2)),
    };

    /// <summary>Whether one of the two is the initial of the other.</summary>
    public bool MatchesInitial(PersonNamePart part) =>
        Kind != FuzzyWordKind.Pattern && NameSound.IsLatin(Text) && (Text.Length == 1 || part.Text.Length == 1) && part.Text[0] == Text[0];

    // Levenshtein's.
    private static int Distance(string one, string other)
    {
        Span<int> row = stackalloc int[PersonNamePart.MaximumLength + 1];
        for (var i = 0; i <= other.Length; i++)
        {
            row[i] = i;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)), row[j]);
            }
        }

        return row[other.Length];
    }
}

/// <summary>Where the wild cards of a word are.</summary>
internal enum FuzzyWordKind
{
    /// <summary>Nowhere.</summary>
    Whole,

    /// <summary><c>*</c> at its end alone.</summary>
    Beginning,

    /// <summary>Somewhere else.</summary>
    Pattern,
}

using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>
/// A word of a person name, in the forms by which names are found though they are spelled or ordered otherwise (fuzzy semantic matching, PS3.4 §C.2.2.2.1). A
/// database keeps the parts of a name to look names up by the anchors of a <see cref="MatchKey.FuzzyName"/>.
/// </summary>
/// <param name="Text">The word: upper case, without accents and punctuation, kana as hiragana; 64 characters at most.</param>
/// <param name="Sound">What sounds alike has the same: the consonants of a word of Latin letters by their kinds, any other word as it is; 64 characters at most.</param>
public readonly record struct PersonNamePart(string Text, string Sound)
{
    /// <summary>The most characters of <see cref="Text"/> and of <see cref="Sound"/>; words are cut to it.</summary>
    public const int MaximumLength = 64;

    /// <summary>The most parts of a component group; what a longer one has beyond is not found fuzzily.</summary>
    public const int MaximumCount = 20;

    /// <summary>The parts of a name, each once: the words of all components of all groups, and those written as one.</summary>
    /// <param name="name">One value of VR PN.</param>
    public static ImmutableArray<PersonNamePart> Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parsed = PersonName.Parse(name);
        return [.. Enumerable.Range(0, 3).SelectMany(group => Of(parsed[group])).Distinct()];
    }

    internal static IEnumerable<PersonNamePart> Of(PersonNameGroup group) =>
        NameReadings.Of(group).SelectMany(reading => reading).Distinct(StringComparer.Ordinal).Take(MaximumCount).Select(word => new PersonNamePart(word, NameSound.Of(word)));
}

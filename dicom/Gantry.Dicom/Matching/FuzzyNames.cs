using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>
/// The key of a person name as what it may mean: words that are all in one component group of a name, in any order, of which the longest, the anchor, is
/// there by its letters or its sound, and the others perhaps by their initials.
/// </summary>
internal sealed class FuzzyNames
{
    private readonly ImmutableArray<(FuzzyWord Anchor, ImmutableArray<FuzzyWord> Others)> _readings;

    public FuzzyNames(string key)
    {
        var readings = ImmutableArray.CreateBuilder<(FuzzyWord, ImmutableArray<FuzzyWord>)>();
        foreach (var reading in key.Split('=', 3).SelectMany(group => NameReadings.Of(Meant(PersonNameGroup.Parse(group)))))
        {
            ImmutableArray<FuzzyWord> words = [.. reading.Take(PersonNamePart.MaximumCount).Select(FuzzyWord.Parse)];
            if (words.Where(word => word.IsAnchor).MaxBy(word => (word.Kind == FuzzyWordKind.Whole, word.Text.Length)) is { } anchor)
            {
                readings.Add((anchor, words.Remove(anchor)));
            }
        }

        _readings = readings.ToImmutable();
    }

    /// <summary>What a name must have one of; none where the key has no word to find names by, and is matched literally alone.</summary>
    public ImmutableArray<PersonNameAnchor> Anchors =>
        [.. _readings.Select(reading => new PersonNameAnchor(reading.Anchor.Text, reading.Anchor.Sound, reading.Anchor.Kind == FuzzyWordKind.Beginning)).Distinct()];

    public bool Matches(string name)
    {
        if (_readings.IsEmpty)
        {
            return false;
        }

        var parsed = PersonName.Parse(name);
        return Enumerable.Range(0, 3).Any(group => MatchesGroup(parsed[group]));
    }

    private bool MatchesGroup(PersonNameGroup group)
    {
        PersonNamePart[] parts = [.. PersonNamePart.Of(group)];
        return parts.Length > 0 && _readings.Any(reading =>
            parts.Any(reading.Anchor.Matches) && reading.Others.All(word => parts.Any(part => word.Matches(part) || word.MatchesInitial(part))));
    }

    // Titles tell nobody apart, and most names lack them.
    private static PersonNameGroup Meant(PersonNameGroup key) => key with { NamePrefix = "", NameSuffix = "" };
}

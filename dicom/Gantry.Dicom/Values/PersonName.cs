namespace Gantry.Dicom;

/// <summary>A person name: three component groups (PS3.5 §6.2.1).</summary>
/// <param name="Alphabetic">The name in single-byte characters; for animals the responsible party and the animal's name.</param>
/// <param name="Ideographic">The name in ideographs.</param>
/// <param name="Phonetic">The name as it is spoken.</param>
public readonly record struct PersonName(PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    /// <summary>True where all groups are empty.</summary>
    public bool IsEmpty => Alphabetic.IsEmpty && Ideographic.IsEmpty && Phonetic.IsEmpty;

    /// <summary>Reads one value of VR PN. Groups beyond the third belong to the third.</summary>
    public static PersonName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var groups = text.Split('=', 3);
        return new(PersonNameGroup.Parse(groups[0]), Group(groups, 1), Group(groups, 2));
    }

    /// <summary>The group by its place: 0 alphabetic, 1 ideographic, 2 phonetic.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public PersonNameGroup this[int group] => group switch
    {
        0 => Alphabetic,
        1 => Ideographic,
        2 => Phonetic,
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };

    /// <summary>The form in which names, and the keys that ask for them, are compared (PS3.4 §C.2.2.2.1): upper case, without accents; delimiters and wild cards stay.</summary>
    /// <param name="text">A name, or a part of one. What matches has the same form, so a database may keep it to search by.</param>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FoldedText.Of(text);
    }

    /// <summary>The groups joined by <c>=</c>, without delimiters at the end.</summary>
    public override string ToString() => string.Join('=', Alphabetic.ToString(), Ideographic.ToString(), Phonetic.ToString()).TrimEnd('=');

    private static PersonNameGroup Group(string[] groups, int index) => index < groups.Length ? PersonNameGroup.Parse(groups[index]) : PersonNameGroup.Empty;
}

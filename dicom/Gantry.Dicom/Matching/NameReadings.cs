using System.Text;

namespace Gantry.Dicom;

/// <summary>The ways in which a component group can be divided into words: Van den Berg and Vandenberg, 山田^太郎 and 山田太郎 are the same name.</summary>
internal static class NameReadings
{
    /// <summary>The readings, each once; none where the group has no word.</summary>
    /// <param name="group">A group of a name, or of a key, wild cards and all.</param>
    public static List<string[]> Of(PersonNameGroup group)
    {
        string[][] components =
        [
            .. new[] { group.FamilyName, group.GivenName, group.MiddleName, group.NamePrefix, group.NameSuffix }
                .Select(component => Words(component ?? "")).Where(words => words.Length > 0),
        ];
        List<string[]> readings = [];
        Add(readings, [.. components.SelectMany(words => words)]);
        Add(readings, [.. components.Select(words => string.Concat(words))]);
        if (components.Any(words => !NameSound.IsLatin(words[0])))
        {
            Add(readings, [string.Concat(components.SelectMany(words => words))]);
        }

        return readings;
    }

    private static void Add(List<string[]> readings, string[] words)
    {
        string[] cut = [.. words.Select(word => word.Length > PersonNamePart.MaximumLength ? word[..PersonNamePart.MaximumLength] : word)];
        if (cut.Length > 0 && !readings.Exists(other => other.SequenceEqual(cut)))
        {
            readings.Add(cut);
        }
    }

    private static string[] Words(string component)
    {
        var words = new StringBuilder(component.Length);
        foreach (var character in Hiragana.Of(FoldedText.Of(component)))
        {
            if (character is not ('\'' or '\u2019' or '\u02BC' or '`'))
            {
                words.Append(char.IsLetterOrDigit(character) || char.IsSurrogate(character) || character is '*' or '?' or 'ー' ? character : ' ');
            }
        }

        return [.. words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.AsSpan().ContainsAnyExcept('*'))];
    }
}

using System.Text;

namespace Gantry.Dicom;

/// <summary>
/// A word of Latin letters as it sounds, roughly and in many languages at once: consonants by their kinds, vowels only where the word begins with one. Meier,
/// Mayer and Maier have the same sound, and so have Philip and Filip, Jonson and Johnsen, Catherine and Katarina.
/// </summary>
internal static class NameSound
{
    private const string Vowels = "AEIOUYÆŒØ";

    public static string Of(string word)
    {
        if (!IsLatin(word))
        {
            return word.Replace("ー", "", StringComparison.Ordinal) is { Length: > 0 } kana ? kana : word;
        }

        var sound = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var (kind, length) = At(word.AsSpan(i), i == 0);
            if (kind is { } consonant)
            {
                foreach (var character in consonant)
                {
                    if (!EndsAlike(sound, word, i, character))
                    {
                        sound.Append(character);
                    }
                }
            }

            i += length;
        }

        return sound.Length > 0 ? sound.ToString(0, Math.Min(sound.Length, PersonNamePart.MaximumLength)) : word;
    }

    /// <summary>True for words of Latin letters and digits.</summary>
    public static bool IsLatin(string word) => !word.AsSpan().ContainsAnyExceptInRange('\0', '\u024F');

    // Two consonants of a kind are one, unless a vowel is between them.
    private static bool EndsAlike(StringBuilder sound, string word, int index, char kind) =>
        sound.Length > 0 && sound[^1] == kind && !char.IsDigit(kind) && (index == 0 || !Vowels.Contains(word[index - 1], StringComparison.Ordinal));

    private static (string? Kind, int Length) At(ReadOnlySpan<char> rest, bool isFirst)
    {
        var next = rest.Length > 1 ? rest[1] : '\0';
        var isBeforeFrontVowel = next is 'E' or 'I' or 'Y';
        return rest[0] switch
        {
            'Y' when isFirst && Vowels.Contains(next, StringComparison.Ordinal) => ("J", 1),
            var vowel when Vowels.Contains(vowel, StringComparison.Ordinal) => (isFirst ? "A" : null, 1),
            'H' => (null, 1),
            'P' when next == 'H' => ("F", 2),
            'B' or 'P' => ("P", 1),
            'F' or 'V' or 'W' => ("F", 1),
            'S' when rest.StartsWith("SCH", StringComparison.Ordinal) => ("S", 3),
            'C' when next == 'H' => (rest.Length > 2 && rest[2] is 'E' or 'I' or 'Y' ? "S" : "K", 2),
            'C' when isBeforeFrontVowel => ("S", 1),
            'D' or 'T' when next is 'S' or 'Z' || rest[1..].StartsWith("CH", StringComparison.Ordinal) => (null, 1),
            'S' or 'Z' or 'ß' => ("S", 1),
            'X' => ("KS", 1),
            'C' or 'G' or 'K' or 'Q' => ("K", 1),
            'D' or 'T' or 'Ð' or 'Þ' => ("T", 1),
            'M' or 'N' => ("N", 1),
            'Ł' => ("L", 1),
            var other => (other.ToString(), 1),
        };
    }
}

using System.Globalization;

namespace Gantry.Dicom;

/// <summary>The names that files and file-sets may have (PS3.10 §8.2, §8.5).</summary>
internal static class FileIds
{
    private const int LongestComponent = 8;
    private const int LongestFileSetId = 16;

    /// <summary>True for a folder's or a file's name.</summary>
    public static bool IsComponent(string name) => name.Length is > 0 and <= LongestComponent && name.All(IsAllowed);

    /// <summary>True for a File-set ID (0004,1130), an empty one included.</summary>
    public static bool IsFileSetId(string id) => id.Length <= LongestFileSetId && id.All(character => character == ' ' || IsAllowed(character));

    /// <summary>A name of a prefix of three letters and a number, in base 36 where five decimal digits are not enough.</summary>
    public static string Numbered(string prefix, int number) =>
        number < 100_000 ? string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:00000}") : string.Concat(prefix.AsSpan(0, 1), Base36(number));

    private static string Base36(int number)
    {
        Span<char> digits = stackalloc char[7];
        for (var i = digits.Length - 1; i >= 0; i--, number /= 36)
        {
            digits[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36];
        }

        return new string(digits);
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_';
}

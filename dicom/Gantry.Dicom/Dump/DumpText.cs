using System.Globalization;
using System.Text;

namespace Gantry.Dicom;

/// <summary>Text that no terminal takes for a command.</summary>
internal static class DumpText
{
    private const string Ellipsis = "...";

    /// <summary>The text with escapes for what is not to be seen or changes how the rest is shown, cut at a length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximumLength">The most characters.</param>
    /// <param name="isCut">True where the text is only the start of what is to be shown.</param>
    public static string Harmless(string text, int maximumLength, bool isCut = false)
    {
        var harmless = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (harmless.Length >= maximumLength)
            {
                return harmless.Append(Ellipsis).ToString();
            }

            if (IsHarmless(rune))
            {
                harmless.Append(rune.ToString());
            }
            else
            {
                harmless.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
        }

        return isCut ? harmless.Append(Ellipsis).ToString() : harmless.ToString();
    }

    /// <summary>Bytes in hexadecimal, cut at a length.</summary>
    public static string Hexadecimal(ReadOnlySpan<byte> bytes, int maximumLength)
    {
        var count = Math.Min(bytes.Length, Math.Max(1, (maximumLength + 1) / 3));
        var text = string.Join(' ', bytes[..count].ToArray().Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
        return count == bytes.Length ? text : text + Ellipsis;
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}

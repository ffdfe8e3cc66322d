using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>Text and times in forms that every database keeps as they are.</summary>
internal static class StoredText
{
    /// <summary>The text without what some databases refuse - zero characters and halves of surrogate pairs - and cut to a length.</summary>
    public static string Cut(string? text, int maximumLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (text.Length <= maximumLength && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        var cut = new StringBuilder(Math.Min(text.Length, maximumLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (cut.Length + rune.Utf16SequenceLength > maximumLength)
            {
                break;
            }

            if (rune.Value != 0)
            {
                cut.Append(rune);
            }
        }

        return cut.ToString();
    }

    /// <summary>A list of texts without line ends.</summary>
    public static byte[] Encode(ImmutableArray<string> texts) => Encoding.UTF8.GetBytes(string.Join('\n', texts.IsDefault ? [] : texts));

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static ImmutableArray<string> Decode(byte[] bytes) => bytes.Length == 0 ? [] : [.. Encoding.UTF8.GetString(bytes).Split('\n')];

    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads Accept and Content-Type. What is malformed is left out: the rest of the field may be acceptable.</summary>
internal static class MediaRangeParser
{
    private const int MostRanges = 64, MostParameters = 16, LongestField = 8_192;

    private static volatile Field? _last; // a client says the same with each request

    private sealed record Field(string Text, ImmutableArray<MediaRange> Ranges);

    /// <summary>The ranges of an Accept field, the best first, those without quality last; of equal quality in their order.</summary>
    public static ImmutableArray<MediaRange> ParseAll(string field)
    {
        if (field.Length > LongestField)
        {
            return [];
        }

        var read = _last;
        if (read?.Text != field)
        {
            _last = read = new Field(field, [.. Split(field, ',').Take(MostRanges).Select(Parse).OfType<MediaRange>().OrderByDescending(range => range.Quality)]);
        }

        return read.Ranges;
    }

    /// <summary>One media type or range; null where it is malformed.</summary>
    public static MediaRange? Parse(string text)
    {
        if (text.Length > LongestField)
        {
            return null;
        }

        var parts = Split(text, ';');
        var type = parts[0].Trim().ToLowerInvariant();
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == type.Length - 1 || !IsToken(type.AsSpan(0, slash)) || !IsToken(type.AsSpan(slash + 1)) || (type[0] == '*' && type != "*/*"))
        {
            return null;
        }

        var (parameters, quality) = (ImmutableDictionary<string, string>.Empty, 1_000);
        foreach (var part in parts.Skip(1).Take(MostParameters).Where(part => !string.IsNullOrWhiteSpace(part)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part[..equals].Trim().ToLowerInvariant() is not { Length: > 0 } name || !IsToken(name) || Value(part[(equals + 1)..].Trim()) is not { } value)
            {
                return null;
            }

            if (name != "q")
            {
                parameters = parameters.SetItem(name, value);
            }
            else if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) && given <= 1)
            {
                quality = (int)(given * 1_000);
            }
            else
            {
                return null;
            }
        }

        return new MediaRange(type, parameters, quality);
    }

    // A quoted string keeps what a separator would end; some clients leave the quotes out, also of values with a slash.
    private static string? Value(string text)
    {
        if (!text.StartsWith('"'))
        {
            return text.Length > 0 && !text.AsSpan().ContainsAny("\" \t") ? text : null;
        }

        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i == text.Length - 1 ? value.ToString() : null;
            }

            if (text[i] == '\\' && ++i == text.Length)
            {
                return null;
            }

            value.Append(text[i]);
        }

        return null;
    }

    private static List<string> Split(string text, char separator)
    {
        var (parts, begin, isQuoted) = (new List<string>(), 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && isQuoted)
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == separator && !isQuoted)
            {
                parts.Add(text[begin..i]);
                begin = i + 1;
            }
        }

        parts.Add(text[begin..]);
        return parts;
    }

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(TokenCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> TokenCharacters =
        System.Buffers.SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

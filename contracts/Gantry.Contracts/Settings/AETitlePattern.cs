using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>AE titles named in settings: <c>CT1</c>, or with <c>*</c> for any characters and <c>?</c> for one, <c>CT*</c>. Case matters, as it does in titles (PS3.5 §6.2).</summary>
public static class AETitlePattern
{
    /// <summary>What a setting of the form <c>AETITLE=VALUE</c> may have before the equals sign, as a regular expression.</summary>
    public const string Form = @"[ -<>-\[\]-~]{1,16}";

    /// <summary>True where the title is meant.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, AETitle title) => Matches(pattern.Trim(' '), title.Value.AsSpan());

    /// <summary>The value for a title among texts of the form <c>AETITLE=VALUE</c>: of several that match, the first; null where none does.</summary>
    public static string? Find(IEnumerable<string> entries, AETitle title)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            var split = entry.IndexOf('=', StringComparison.Ordinal);
            if (split > 0 && Matches(entry.AsSpan(0, split), title))
            {
                return entry[(split + 1)..];
            }
        }

        return null;
    }

    // Goes back to the last * alone: no pattern takes long.
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}

namespace Gantry.Dicom;

/// <summary>Wild card patterns (PS3.4 §C.2.2.2.4), matched in time proportional to pattern times text, whatever the pattern.</summary>
internal static class WildcardPattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                // One character may be two UTF-16 code units.
                t += pattern[p] == '?' && char.IsHighSurrogate(text[t]) && t + 1 < text.Length ? 2 : 1;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return !pattern[p..].ContainsAnyExcept('*');
    }
}

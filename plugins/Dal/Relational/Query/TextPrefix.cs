using Gantry.Dal.Relational.Attributes;

namespace Gantry.Dal.Relational.Query;

/// <summary>All texts that begin alike, as a range by code point.</summary>
/// <param name="First">The first of them: the beginning itself, or as much of it as is stored as it is.</param>
/// <param name="End">The first text behind all of them.</param>
internal readonly record struct TextPrefix(string First, string End)
{
    private const int LongestLiteral = 64;

    /// <summary>The range of a beginning.</summary>
    /// <returns>Null where it says nothing.</returns>
    public static TextPrefix? Of(string beginning) =>
        Storable(beginning) is { Length: > 0 } first ? new(first, first[..^1] + (char)(first[^1] + 1)) : null;

    /// <summary>A literal up to what is not stored as it is. Its last character can then be counted up and gives text again.</summary>
    public static string Storable(string literal)
    {
        var length = 0;
        while (length < literal.Length && length < LongestLiteral && KeyText.IsPlain(literal.AsSpan(length, 1)) && literal[length] < '\uD7FF')
        {
            length++;
        }

        return literal[..length];
    }
}

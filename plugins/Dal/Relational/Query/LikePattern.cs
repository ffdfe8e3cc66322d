namespace Gantry.Dal.Relational.Query;

/// <summary>Patterns of LIKE.</summary>
internal static class LikePattern
{
    /// <summary>What escapes a character in them.</summary>
    public const string Escape = "!";

    /// <summary>The pattern for text with a literal in it.</summary>
    public static string Infix(string literal) => $"%{string.Concat(literal.Select(character => character is '!' or '%' or '_' or '[' ? $"!{character}" : $"{character}"))}%";
}

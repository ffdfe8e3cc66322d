namespace Gantry.Cli.Clients;

/// <summary>Text of a peer for people's eyes.</summary>
internal static class SafeText
{
    /// <summary>The text without what a terminal would obey: control characters become question marks.</summary>
    public static string Of(string? text) =>
        string.IsNullOrEmpty(text) || !text.Any(char.IsControl) ? text ?? "" : string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}

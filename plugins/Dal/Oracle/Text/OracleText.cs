namespace Gantry.Dal.Oracle.Text;

/// <summary>Oracle takes an empty text for null: a blank stands for it, which is the value of no key column and sorts before every value.</summary>
internal static class OracleText
{
    public const string Empty = " ";

    /// <summary>What is stored for a text.</summary>
    public static string ToStored(string text) => text.Length == 0 ? Empty : text;

    /// <summary>The text of what is stored.</summary>
    public static string FromStored(string stored) => stored == Empty ? "" : stored;
}

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>A line of PS3.6 Annex A.</summary>
internal sealed record UidRow(string Uid, string Keyword, string Name, string Type, bool IsRetired)
{
    /// <summary>The lines of a table that have a keyword, in ordinal order of the UIDs.</summary>
    public static IReadOnlyList<UidRow> ReadAll(string path) =>
    [
        .. Table.Read(path)
            .Where(row => row["keyword"].Length > 0) // two numbers are reserved without a definition
            .Select(row => new UidRow(row["uid"], row["keyword"], row["name"], row["type"], row["retired"] == "Y"))
            .OrderBy(row => row.Uid, StringComparer.Ordinal),
    ];
}

using System.Globalization;

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>A line of PS3.6 §6 to §9 and PS3.7 §E.</summary>
/// <remarks>A tag is eight hexadecimal digits, <c>x</c> where a group or element repeats.</remarks>
internal sealed record ElementRow(string Tag, string Keyword, string Name, string Vr, string Vm, bool IsRetired)
{
    /// <summary>True where the line stands for several tags.</summary>
    public bool IsRepeating => Tag.Contains('x', StringComparison.Ordinal);

    /// <summary>The tag's number, zero for each repeating digit.</summary>
    public uint Value => uint.Parse(Tag.Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>One bits for the digits that do not repeat.</summary>
    public uint Mask => uint.Parse(string.Concat(Tag.Select(c => c == 'x' ? '0' : 'F')), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The tag as the standard prints it.</summary>
    public string Printed => $"({Tag[..4]},{Tag[4..]})";

    /// <summary>The lines that define something, in tag order.</summary>
    public static IReadOnlyList<ElementRow> ReadAll(string path) =>
    [
        .. Table.Read(path)
            .Where(row => row["keyword"].Length > 0) // some numbers are reserved without a definition
            .Select(row => new ElementRow(row["tag"], row["keyword"], row["name"], row["vr"], row["vm"], row["retired"] == "Y"))
            .OrderBy(row => row.IsRepeating)
            .ThenBy(row => row.Value),
    ];
}

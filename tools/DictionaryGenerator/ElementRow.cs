using System.Globalization;

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>A line of PS3.6 §6 to §9 and PS3.7 §E.</summary>
/// <remarks>A tag is eight hexadecimal digits, <c>x</c> where a group or element repeats.</remarks>
internal sealed record ElementRow(string Tag, string Keyword, string Name, string Vr, string Vm, bool IsRetired)
{
    /// <summary>True where the line stands for several tags.</summary>
    public bool IsRepeating => Tag.Contains('x', StringComparison.Ordinal);

    /// <summary>The tag's number; of a repeating one the first that is neither a group length nor another line's.</summary>
    public uint First { get; private init; }

    private uint Value => uint.Parse(Tag.Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>One bits for the digits that do not repeat.</summary>
    public uint Mask => uint.Parse(string.Concat(Tag.Select(c => c == 'x' ? '0' : 'F')), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The tag as the standard prints it.</summary>
    public string Printed => $"({Tag[..4]},{Tag[4..]})";

    /// <summary>The lines that define something, in tag order.</summary>
    public static IReadOnlyList<ElementRow> ReadAll(string path)
    {
        var rows = Table.Read(path)
            .Where(row => row["keyword"].Length > 0) // some numbers are reserved without a definition
            .Select(row => new ElementRow(row["tag"], row["keyword"], row["name"], row["vr"], row["vm"], row["retired"] == "Y"))
            .ToList();
        var taken = rows.Where(row => !row.IsRepeating).Select(row => row.Value).ToHashSet();
        return [.. rows.Select(row => row with { First = FirstOf(row, taken) }).OrderBy(row => row.IsRepeating).ThenBy(row => row.First)];
    }

    private static uint FirstOf(ElementRow row, HashSet<uint> taken)
    {
        var first = row.Value;
        var step = 1u << (4 * (7 - row.Tag.LastIndexOf('x')));
        while (row.IsRepeating && ((first & 0xFFFF) == 0 || taken.Contains(first)))
        {
            first += step;
        }

        return first;
    }
}

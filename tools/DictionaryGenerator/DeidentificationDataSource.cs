using System.Globalization;

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>DeidentificationData.g.cs: what the confidentiality profile and its options do to each attribute (PS3.15 Table E.1-1).</summary>
internal static class DeidentificationDataSource
{
    // Neither is one tag: the rules of private attributes, curves and overlays are code.
    private static readonly string[] Ranges = ["odd groups", "50xxxxxx", "60xx3000", "60xx4000"];

    // The order is that of the bits of ConfidentialityOptions.
    private static readonly string[] Options =
    [
        "retain_safe_private", "retain_uids", "retain_device_identity", "retain_institution_identity", "retain_patient_characteristics",
        "retain_long_full_dates", "retain_long_modified_dates", "clean_descriptors", "clean_structured_content", "clean_graphics",
    ];

    // The order is that of DeidentificationAction.
    private static readonly string[] Actions = ["", "K", "C", "X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*"];

    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> table)
    {
        var missing = Ranges.Except(table.Select(row => row["tag"])).ToList();
        if (missing.Count > 0)
        {
            throw new FormatException($"The table has no row '{missing[0]}'.");
        }

        var rows = table.Where(row => !Ranges.Contains(row["tag"])).OrderBy(row => TagOf(row)).ToList();
        var text = new SourceText();
        text.Line("internal static class DeidentificationData").Line("{");
        text.Span("uint", "Tags", rows, row => $"0x{TagOf(row):X8}");
        text.Span("byte", "Basic", rows, row => $"{ActionOf(row["basic"])}");
        text.Span("ushort", "Keep", rows, row => $"{OptionsWith(row, "K")}");
        text.Span("ushort", "Clean", rows, row => $"{OptionsWith(row, "C")}");
        return text.Line("}").ToString();
    }

    private static uint TagOf(IReadOnlyDictionary<string, string> row) => uint.Parse(row["tag"], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int ActionOf(string action) =>
        Array.IndexOf(Actions, action) is > 2 and var code ? code : throw new FormatException($"'{action}' is not an action of the basic profile.");

    private static int OptionsWith(IReadOnlyDictionary<string, string> row, string action) =>
        Options.Index().Sum(option => row[option.Item] is "" or "K" or "C"
            ? row[option.Item] == action ? 1 << option.Index : 0
            : throw new FormatException($"'{row[option.Item]}' is not an action of an option."));
}

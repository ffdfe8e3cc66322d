namespace Gantry.Tools.DictionaryGenerator;

/// <summary>DictionaryData.g.cs: the table that is searched by tag and by keyword.</summary>
internal static class DictionaryDataSource
{
    public static string Write(IReadOnlyList<ElementRow> rows)
    {
        var text = new SourceText();
        text.Line("internal static class DictionaryData").Line("{");
        text.Line($"    public const int ExactCount = {rows.Count(row => !row.IsRepeating)};").Line("");
        text.Span("uint", "Tags", rows, row => $"0x{row.First:X8}");
        text.Span("uint", "RepeatingMasks", rows.Where(row => row.IsRepeating), row => $"0x{row.Mask:X8}");
        text.Span("ushort", "Vrs", rows, row => $"{VrCode(row.Vr)}");
        text.Span("ushort", "ByKeyword", rows.Index().OrderBy(pair => pair.Item.Keyword, StringComparer.Ordinal), pair => $"{pair.Index}");
        text.Rows(rows.Select(row => new[] { row.Keyword, row.Name, row.Vr, row.Vm, row.IsRetired ? "R" : "" }));
        return text.Line("}").ToString();
    }

    // The two letters, or the number of a choice that the data set's other elements decide (PS3.5 Annex A).
    private static int VrCode(string vr) => vr switch
    {
        "" => 0,
        "OB or OW" => 1,
        "US or SS" => 2,
        "US or OW" => 3,
        "US or SS or OW" => 4,
        { Length: 2 } => (vr[0] << 8) | vr[1],
        _ => throw new FormatException($"'{vr}' is not a VR, nor a known choice of VRs."),
    };
}

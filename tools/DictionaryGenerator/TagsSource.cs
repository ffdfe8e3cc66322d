namespace Gantry.Tools.DictionaryGenerator;

/// <summary>Tags.g.cs: one property per keyword.</summary>
internal static class TagsSource
{
    public static string Write(IEnumerable<ElementRow> rows)
    {
        var text = new SourceText();
        text.Line("/// <summary>The tags of PS3.6 and PS3.7 by keyword. Where a group repeats, e.g. (60xx,3000), it is the first one.</summary>");
        text.Line("public static partial class Tags").Line("{");
        foreach (var row in rows)
        {
            var vr = row.Vr.Length == 0 ? "" : $" {row.Vr}";
            text.Line($"    /// <summary>{row.Printed}{vr} {row.Vm}: {SourceText.Xml(row.Name)}.{(row.IsRetired ? " Retired." : "")}</summary>");
            text.Line($"    public static Tag {row.Keyword} => new(0x{row.First >> 16:X4}_{row.First & 0xFFFF:X4});");
        }

        return text.Line("}").ToString();
    }
}

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>Uids.g.cs: one property per keyword, context groups left out.</summary>
internal static class UidsSource
{
    public static string Write(IEnumerable<UidRow> rows)
    {
        var text = new SourceText();
        text.Line("/// <summary>The UIDs of PS3.6 Annex A by keyword; those of context groups are in <see cref=\"DicomUidRegistry\"/>.</summary>");
        text.Line("public static partial class Uids").Line("{");
        foreach (var row in rows)
        {
            text.Line($"    /// <summary>{row.Uid}, {SourceText.Xml(row.Type)}: {SourceText.Xml(row.Name)}.{(row.IsRetired ? " Retired." : "")}</summary>");
            text.Line($"    public static Uid {row.Keyword} => Uid.OfValid(\"{row.Uid}\");");
        }

        return text.Line("}").ToString();
    }
}

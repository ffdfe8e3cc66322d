namespace Gantry.Tools.DictionaryGenerator;

/// <summary>UidData.g.cs: the registry that is searched by UID.</summary>
internal static class UidDataSource
{
    public static string Write(IEnumerable<UidRow> rows)
    {
        var text = new SourceText();
        text.Line("internal static class UidData").Line("{");
        text.Rows(rows.OrderBy(row => row.Uid, StringComparer.Ordinal).Select(row => new[] { row.Uid, row.Keyword, row.Name, row.Type, row.IsRetired ? "R" : "" }));
        return text.Line("}").ToString();
    }
}

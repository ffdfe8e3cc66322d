namespace Gantry.Tools.DictionaryGenerator;

/// <summary>StorageSopClassData.g.cs: the SOP classes of the storage service class.</summary>
internal static class StorageSopClassDataSource
{
    public static string Write(IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var text = new SourceText();
        text.Line("internal static class StorageSopClassData").Line("{");
        text.Rows(rows.OrderBy(row => row["uid"], StringComparer.Ordinal).Select(row => new[]
        {
            row["uid"], row["keyword"], row["name"], ModalityOf(row["modality_hint"]), row["kind"], row["dicomdir_record_type"],
            row["patient_related"] == "Y" ? "P" : "", row["retired"] == "Y" ? "R" : "",
        }));
        return text.Line("}").ToString();
    }

    // The table's hints are prose at times ("DX (or PX, IO)", "see IOD"): keep what is a code value of VR CS.
    private static string ModalityOf(string hint)
    {
        var code = hint.Split(' ')[0];
        return code.Length is > 1 and <= 16 && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) ? code : "";
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>
/// PrivateDictionary.g.bin: what is known of private elements, by creator. Text in UTF-8, compressed: for each creator a line <c>=CREATOR</c>, then its elements
/// in lines <c>GGGGEE VR VM NAME</c> with tabs between the fields, EE being the lower byte of the element number, the last two digits of GGGG <c>xx</c> where the group repeats.
/// </summary>
internal static class PrivateDictionarySource
{
    private static readonly string[] TextVrs = ["AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"];

    public static byte[] Write(IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
        {
            brotli.Write(Encoding.UTF8.GetBytes(Text(rows)));
        }

        return compressed.ToArray();
    }

    private static string Text(IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var text = new StringBuilder();
        foreach (var creator in rows.Where(row => IsPrivate(row["tag"])).GroupBy(row => row["creator"].Trim()).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"={creator.Key}\n");
            foreach (var (tag, row) in creator.GroupBy(row => row["tag"][..4] + row["tag"][6..]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, Of(group))))
            {
                text.Append(CultureInfo.InvariantCulture, $"{tag}\t{VrOf(row)}\t{row["vm"]}\t{row["name"]}\n");
            }
        }

        return text.ToString();
    }

    // An odd group, and one element: some lines of the table have neither.
    private static bool IsPrivate(string tag) => "13579BDFx".Contains(tag[3], StringComparison.Ordinal) && tag[7] != 'x';

    // A block's number in the table is that of some file; where the element is there both with and without one, the line without says it in general.
    private static IReadOnlyDictionary<string, string> Of(IEnumerable<IReadOnlyDictionary<string, string>> sameElement) => sameElement.OrderByDescending(row => row["tag"][4..6] == "xx").First();

    // Where the sources of the table disagree, as column "check" says, the VR is not known, unless both say text.
    private static string VrOf(IReadOnlyDictionary<string, string> row)
    {
        var vr = row["vr"] switch
        {
            "US or SS" => "US",
            "OB_OW" => "OB",
            { Length: 2 } single => single,
            var other => throw new FormatException($"'{other}' is not a VR."),
        };
        return row["check"].Split(':') is ["DCMTK", var theirs] && theirs != vr && !(TextVrs.Contains(theirs) && TextVrs.Contains(vr)) ? "UN" : vr;
    }
}

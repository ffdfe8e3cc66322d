using System.Text;

namespace Gantry.Dicom;

/// <summary>The text of value fields: decoded, padding dropped, backslashes told from separators (PS3.5 §6.2, §6.4).</summary>
internal static class ValueText
{
    private static ReadOnlySpan<byte> Padding => " \0"u8;

    /// <summary>The first value; empty where it has no characters.</summary>
    public static string First(ReadOnlySpan<byte> value, Vr vr, DicomDataSet dataSet)
    {
        if (!vr.UsesCharacterSet || IsPlain(value))
        {
            var end = vr.IsSingleText ? -1 : value.IndexOf((byte)'\\');
            return Latin(Trim(end < 0 ? value : value[..end], vr));
        }

        var text = dataSet.CharacterSet.Decode(value, vr);
        var separator = vr.IsSingleText ? -1 : text.IndexOf('\\', StringComparison.Ordinal);
        return Trim(separator < 0 ? text : text[..separator], vr);
    }

    /// <summary>All values; none where the value field is empty.</summary>
    public static string[] All(ReadOnlySpan<byte> value, Vr vr, DicomDataSet dataSet)
    {
        var text = Whole(value, vr, dataSet);
        if (text.Length == 0)
        {
            return [];
        }

        if (vr.IsSingleText)
        {
            return [text];
        }

        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Trim(values[i], vr);
        }

        return values;
    }

    /// <summary>The whole value field, separators included.</summary>
    public static string Whole(ReadOnlySpan<byte> value, Vr vr, DicomDataSet dataSet) =>
        !vr.UsesCharacterSet || IsPlain(value) ? Latin(Trim(value, vr)) : Trim(dataSet.CharacterSet.Decode(value, vr), vr);

    /// <summary>Drops the padding, and spaces in front where the VR says that they mean nothing.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value, Vr vr) => KeepsLeadingSpaces(vr) ? value.TrimEnd(Padding) : value.Trim(Padding);

    // ASCII without escape sequences is the same in every repertoire. (Not quite in ISO_IR 13, but its backslash is the separator in DICOM all the same.)
    public static bool IsPlain(ReadOnlySpan<byte> value) => Ascii.IsValid(value) && !value.Contains((byte)0x1B);

    private static string Latin(ReadOnlySpan<byte> value) => value.IsEmpty ? "" : Encoding.Latin1.GetString(value);

    private static string Trim(string value, Vr vr) => KeepsLeadingSpaces(vr) ? value.TrimEnd(' ', '\0') : value.Trim(' ', '\0');

    private static bool KeepsLeadingSpaces(Vr vr) => vr.IsSingleText || vr == Vr.UC;
}

namespace Gantry.Dicom;

/// <summary>Values as a dump shows them.</summary>
internal static class DumpValue
{
    // The longest form of a character in any repertoire, escape sequences aside.
    private const int BytesPerCharacter = 8;

    public static string Of(DicomDataSet dataSet, DicomBytes element, int maximumLength)
    {
        if (element.IsEmpty)
        {
            return "";
        }

        // What is not shown need not be decoded.
        var most = (int)Math.Min(element.Value.Length, ((long)maximumLength + 1) * BytesPerCharacter);
        var start = element.Value.Span[..most];
        var vr = dataSet.VrOf(element);
        if (vr.IsText)
        {
            var text = ValueText.Whole(start, vr, dataSet);
            var shown = DumpText.Harmless(text, maximumLength, isCut: most < element.Value.Length);
            return vr == Vr.UI && Uid.TryParse(text, out var uid) && DicomUidRegistry.TryGet(uid, out var entry) ? $"[{shown}] {entry.Name}" : $"[{shown}]";
        }

        return JsonVr.BytesOfNumber(vr) > 0 ? Numbers(start, element, vr, maximumLength) : DumpText.Hexadecimal(element.Value.Span, maximumLength);
    }

    private static string Numbers(ReadOnlySpan<byte> start, DicomBytes element, Vr vr, int maximumLength)
    {
        var size = JsonVr.BytesOfNumber(vr);
        var texts = new List<string>();
        var whole = start[..(start.Length - (start.Length % size))];
        for (; whole.Length > 0; whole = whole[size..])
        {
            texts.Add(vr == Vr.AT
                ? new Tag((ushort)ValueNumbers.ToInt64(whole, Vr.US, element.IsBigEndian), (ushort)ValueNumbers.ToInt64(whole[2..], Vr.US, element.IsBigEndian)).ToString()
                : ValueNumbers.Print(whole[..size], vr, element.IsBigEndian));
        }

        return texts.Count == 0 ? DumpText.Hexadecimal(element.Value.Span, maximumLength) : DumpText.Harmless(string.Join('\\', texts), maximumLength, isCut: start.Length < element.Value.Length);
    }
}

namespace Gantry.Dicom;

/// <summary>Values that say nothing and are valid for their VR.</summary>
internal static class DummyValues
{
    /// <summary>The text in place of text.</summary>
    public const string Text = "ANONYMIZED";

    /// <summary>An element in place of another that is not a sequence.</summary>
    public static DicomBytes For(DicomElement original, Vr vr) => new(original.Tag, vr, vr.IsText ? ValueEncoder.Ascii(TextOf(original, vr), vr) : BinaryOf(original, vr));

    private static string TextOf(DicomElement original, Vr vr) =>
        vr == Vr.PN ? "ANON^ANON"
        : vr == Vr.AE || vr == Vr.CS ? "ANON"
        : vr == Vr.AS ? "000Y"
        : vr == Vr.DA ? "19000101"
        : vr == Vr.DT ? "19000101000000"
        : vr == Vr.TM ? "000000"
        : vr == Vr.UR ? "about:blank"
        : vr == Vr.IS || vr == Vr.DS ? Zeros(original)
        : Text;

    // As many numbers as there were: how many there must be, other elements may say.
    private static string Zeros(DicomElement original) =>
        original is DicomBytes bytes ? string.Join('\\', Enumerable.Repeat('0', bytes.Value.Span.Count((byte)'\\') + 1)) : "0";

    private static byte[] BinaryOf(DicomElement original, Vr vr)
    {
        var unit = vr == Vr.AT ? 4 : Math.Max(2, vr.UnitBytes);
        var isCounted = vr == Vr.FL || vr == Vr.FD || vr == Vr.US || vr == Vr.SS || vr == Vr.UL || vr == Vr.SL || vr == Vr.UV || vr == Vr.SV || vr == Vr.AT;
        return new byte[isCounted && original is DicomBytes bytes ? Math.Max(1, bytes.Value.Length / unit) * unit : unit];
    }
}

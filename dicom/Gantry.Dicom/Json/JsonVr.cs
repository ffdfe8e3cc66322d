using System.Globalization;

namespace Gantry.Dicom;

/// <summary>What DICOM JSON makes of VRs (PS3.18 §F.2.2, §F.2.3).</summary>
internal static class JsonVr
{
    // Decimal strings have at most 16 characters: so many digits a double keeps.
    private const int LongestNumber = 16;

    /// <summary>True where a value in the JSON is InlineBinary.</summary>
    public static bool IsBinary(Vr vr) => vr == Vr.OB || vr == Vr.OD || vr == Vr.OF || vr == Vr.OL || vr == Vr.OV || vr == Vr.OW || vr == Vr.UN;

    /// <summary>True where the value may be at a BulkDataURI.</summary>
    public static bool MayHaveUri(Vr vr) =>
        IsBinary(vr) || BytesOfNumber(vr) is not 0 && vr != Vr.AT || vr == Vr.DS || vr == Vr.IS || vr == Vr.LT || vr == Vr.ST || vr == Vr.UC || vr == Vr.UT;

    /// <summary>The bytes of one value, of the VRs that have binary numbers or tags as Value; 0 for others.</summary>
    public static int BytesOfNumber(Vr vr) => vr.IsText || IsBinary(vr) || vr == Vr.SQ || !vr.IsKnown ? 0 : vr == Vr.AT ? 4 : vr.UnitBytes;

    /// <summary>True where the text is a number as JSON spells it, and keeps its value when it is read as a double.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestNumber)
        {
            return false;
        }

        var rest = text.StartsWith("-") ? text[1..] : text;
        var whole = Digits(ref rest);
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0'))
        {
            return false;
        }

        if (rest.StartsWith("."))
        {
            rest = rest[1..];
            if (Digits(ref rest).IsEmpty)
            {
                return false;
            }
        }

        if (rest is ['e' or 'E', ..])
        {
            rest = rest[(rest is [_, '+' or '-', ..] ? 2 : 1)..];
            if (Digits(ref rest).IsEmpty)
            {
                return false;
            }
        }

        return rest.IsEmpty && double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        var digits = count < 0 ? text : text[..count];
        text = text[digits.Length..];
        return digits;
    }
}

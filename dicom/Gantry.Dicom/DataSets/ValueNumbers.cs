using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom;

/// <summary>The numbers of value fields, binary or text (PS3.5 §6.2).</summary>
internal static class ValueNumbers
{
    /// <summary>The bytes of one number; 0 for VRs that have none in binary form.</summary>
    public static int BytesOf(Vr vr) =>
        vr == Vr.US || vr == Vr.SS || vr == Vr.UL || vr == Vr.SL || vr == Vr.UV || vr == Vr.SV || vr == Vr.FL || vr == Vr.FD
        || vr == Vr.OW || vr == Vr.OL || vr == Vr.OV || vr == Vr.OF || vr == Vr.OD
            ? vr.UnitBytes
            : vr == Vr.OB ? 1 : 0;

    /// <summary>True where a VR's numbers are text.</summary>
    public static bool IsDecimalText(Vr vr) => vr == Vr.IS || vr == Vr.DS;

    /// <summary>One binary number.</summary>
    public static double ToDouble(ReadOnlySpan<byte> bytes, Vr vr, bool isBigEndian) =>
        vr == Vr.FL || vr == Vr.OF ? BitConverter.UInt32BitsToSingle((uint)Unsigned(bytes[..4], isBigEndian))
        : vr == Vr.FD || vr == Vr.OD ? BitConverter.UInt64BitsToDouble(Unsigned(bytes[..8], isBigEndian))
        : vr == Vr.UV || vr == Vr.OV ? Unsigned(bytes[..8], isBigEndian)
        : ToInt64(bytes, vr, isBigEndian);

    /// <summary>One binary number; of 64-bit unsigned ones those beyond the range of <see cref="long"/> come out negative.</summary>
    public static long ToInt64(ReadOnlySpan<byte> bytes, Vr vr, bool isBigEndian)
    {
        var bits = Unsigned(bytes[..BytesOf(vr)], isBigEndian);
        return vr == Vr.SS ? (short)bits : vr == Vr.SL ? (int)bits : (long)bits;
    }

    /// <summary>A decimal string, without padding.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    /// <summary>An integer string, without padding; <c>12.0</c>, which some writers put there, is taken too.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        if (TryParse(text, out double real) && double.IsInteger(real) && Math.Abs(real) < 1e15)
        {
            number = (long)real;
            return true;
        }

        return false;
    }

    /// <summary>A binary number as text, e.g. for DICOM JSON or a catalog.</summary>
    public static string Print(ReadOnlySpan<byte> bytes, Vr vr, bool isBigEndian) =>
        vr == Vr.FL ? ((float)ToDouble(bytes, vr, isBigEndian)).ToString(CultureInfo.InvariantCulture)
        : vr == Vr.FD ? ToDouble(bytes, vr, isBigEndian).ToString(CultureInfo.InvariantCulture)
        : vr == Vr.UV ? Unsigned(bytes[..8], isBigEndian).ToString(CultureInfo.InvariantCulture)
        : ToInt64(bytes, vr, isBigEndian).ToString(CultureInfo.InvariantCulture);

    private static ulong Unsigned(ReadOnlySpan<byte> bytes, bool isBigEndian) => bytes.Length switch
    {
        1 => bytes[0],
        2 => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}

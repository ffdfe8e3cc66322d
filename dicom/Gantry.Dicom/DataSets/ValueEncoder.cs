using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gantry.Dicom;

/// <summary>Makes value fields, padded to even lengths, in little endian order.</summary>
internal static class ValueEncoder
{
    /// <summary>Text of a VR that no character set applies to; or ASCII.</summary>
    public static byte[] Ascii(string text, Vr vr) => Padded(Encoding.Latin1.GetBytes(text), vr);

    /// <summary>The bytes, with a padding byte where their number is odd.</summary>
    public static byte[] Padded(byte[] bytes, Vr vr) => (bytes.Length & 1) == 0 ? bytes : [.. bytes, vr.PaddingByte];

    /// <summary>Text as a VR holds it: characters, or the numbers they spell.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the text.</exception>
    public static byte[] Text(Tag tag, Vr vr, string text)
    {
        if (vr.IsText)
        {
            return Ascii(text, vr);
        }

        if (text.Length == 0)
        {
            return [];
        }

        var values = text.Split('\\', StringSplitOptions.TrimEntries);
        return vr == Vr.AT ? [.. values.SelectMany(value => OfTag(Tag.TryParse(value, out var parsed) ? parsed : throw Unfit(tag, vr, value)))]
            : vr == Vr.FL || vr == Vr.FD ? Numbers(tag, vr, [.. values.Select(value => ParseReal(tag, vr, value))])
            : vr == Vr.UV ? [.. values.SelectMany(value => OfUnsigned(ulong.TryParse(value, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw Unfit(tag, vr, value)))]
            : ValueNumbers.BytesOf(vr) > 0 && (!vr.IsLongForm || vr == Vr.SV) ? Numbers(tag, vr, [.. values.Select(value => ParseWhole(tag, vr, value))])
            : throw Unfit(tag, vr, "text");
    }

    /// <summary>Integers as a VR holds them.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold them.</exception>
    public static byte[] Numbers(Tag tag, Vr vr, ReadOnlySpan<long> numbers)
    {
        if (vr.IsText)
        {
            return Ascii(string.Join('\\', numbers.ToArray().Select(number => number.ToString(CultureInfo.InvariantCulture))), vr);
        }

        if (vr == Vr.FL || vr == Vr.FD)
        {
            return Numbers(tag, vr, [.. numbers.ToArray().Select(number => (double)number)]);
        }

        var (low, high) = RangeOf(tag, vr);
        var unit = ValueNumbers.BytesOf(vr);
        var bytes = new byte[numbers.Length * unit];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < low || numbers[i] > high)
            {
                throw Unfit(tag, vr, numbers[i].ToString(CultureInfo.InvariantCulture));
            }

            Put(bytes.AsSpan(i * unit, unit), (ulong)numbers[i]);
        }

        return Padded(bytes, vr);
    }

    /// <summary>Numbers as a VR holds them.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold them.</exception>
    public static byte[] Numbers(Tag tag, Vr vr, ReadOnlySpan<double> numbers)
    {
        if (vr.IsText)
        {
            return Ascii(string.Join('\\', numbers.ToArray().Select(DecimalString)), vr);
        }

        if (vr != Vr.FL && vr != Vr.FD && vr != Vr.OF && vr != Vr.OD)
        {
            return Numbers(tag, vr, [.. numbers.ToArray().Select(number => double.IsInteger(number) && Math.Abs(number) < 1e18 ? (long)number : throw Unfit(tag, vr, DecimalString(number)))]);
        }

        var unit = vr.UnitBytes;
        var bytes = new byte[numbers.Length * unit];
        for (var i = 0; i < numbers.Length; i++)
        {
            Put(bytes.AsSpan(i * unit, unit), unit == 4 ? BitConverter.SingleToUInt32Bits((float)numbers[i]) : BitConverter.DoubleToUInt64Bits(numbers[i]));
        }

        return bytes;
    }

    /// <summary>A number as a decimal string: at most 16 characters, with as many digits as fit (PS3.5 §6.2, VR DS).</summary>
    public static string DecimalString(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > 16; digits--)
        {
            text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return text;
    }

    private static byte[] OfTag(Tag tag)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), tag.Element);
        return bytes;
    }

    private static byte[] OfUnsigned(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return bytes;
    }

    private static void Put(Span<byte> span, ulong bits)
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = (byte)(bits >> (8 * i));
        }
    }

    private static double ParseReal(Tag tag, Vr vr, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Unfit(tag, vr, value);

    private static long ParseWhole(Tag tag, Vr vr, string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Unfit(tag, vr, value);

    private static (long Low, long High) RangeOf(Tag tag, Vr vr) => vr switch
    {
        _ when vr == Vr.US || vr == Vr.OW => (0, ushort.MaxValue),
        _ when vr == Vr.SS => (short.MinValue, short.MaxValue),
        _ when vr == Vr.UL || vr == Vr.OL => (0, uint.MaxValue),
        _ when vr == Vr.SL => (int.MinValue, int.MaxValue),
        _ when vr == Vr.UV || vr == Vr.OV => (0, long.MaxValue),
        _ when vr == Vr.SV => (long.MinValue, long.MaxValue),
        _ when vr == Vr.OB => (0, byte.MaxValue),
        _ => throw Unfit(tag, vr, "a number"),
    };

    private static ArgumentException Unfit(Tag tag, Vr vr, string what) => new($"VR {vr} of {tag} cannot hold {what}.");
}

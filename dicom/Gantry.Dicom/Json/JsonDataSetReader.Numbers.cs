using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gantry.Dicom;

internal sealed partial class JsonDataSetReader
{
    private const int LongestNumber = 400;

    private ReadOnlyMemory<byte> ReadNumbers(ref Utf8JsonReader reader, Tag tag, Vr vr)
    {
        var output = new ArrayBufferWriter<byte>();
        var isOnlyNull = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (isOnlyNull || (reader.TokenType == JsonTokenType.Null && output.WrittenCount > 0 && !IsReal(vr)))
            {
                throw Wrong($"VR {vr} cannot hold a value that is empty among others.", ref reader, tag);
            }

            if (reader.TokenType == JsonTokenType.Null && !IsReal(vr))
            {
                isOnlyNull = true;
                continue;
            }

            var size = JsonVr.BytesOfNumber(vr);
            WriteNumber(ref reader, output.GetSpan(size)[..size], tag, vr);
            output.Advance(size);
        }

        return output.WrittenMemory.ToArray();
    }

    private void WriteNumber(ref Utf8JsonReader reader, Span<byte> span, Tag tag, Vr vr)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        if (!isText && (vr == Vr.AT || reader.TokenType is not (JsonTokenType.Number or JsonTokenType.Null)))
        {
            throw Wrong(vr == Vr.AT ? "A value is not a string." : "A value is not a number.", ref reader, tag);
        }

        var text = isText ? ReadString(ref reader, tag, "A value") : Encoding.ASCII.GetString(Token(ref reader));
        var isGood = text.Length <= LongestNumber && !(isText && text == "null") && (vr == Vr.AT ? TryWriteTag(text, span) : IsReal(vr) ? TryWriteReal(text, span) : TryWriteInteger(text, span, vr));
        if (!isGood)
        {
            throw Wrong($"A value is not a number that VR {vr} can hold.", ref reader, tag);
        }
    }

    private static bool IsReal(Vr vr) => vr == Vr.FL || vr == Vr.FD;

    private static bool TryWriteTag(string text, Span<byte> span)
    {
        var isTag = Tag.TryParse(text, out var tag);
        BinaryPrimitives.WriteUInt16LittleEndian(span, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], tag.Element);
        return isTag;
    }

    private static bool TryWriteReal(string text, Span<byte> span)
    {
        // Each to its own precision: a float that was a double before would be rounded twice.
        double number;
        bool isNumber;
        var known = text switch
        {
            "null" or "NaN" or "nan" => double.NaN,
            "Infinity" or "inf" => double.PositiveInfinity,
            "-Infinity" or "-inf" => double.NegativeInfinity,
            _ => 0,
        };
        if (known != 0)
        {
            (number, isNumber) = (known, true);
        }
        else if (span.Length == sizeof(float))
        {
            isNumber = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) && float.IsFinite(single);
            number = single;
        }
        else
        {
            isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        }

        if (span.Length == sizeof(float))
        {
            BinaryPrimitives.WriteSingleLittleEndian(span, (float)number);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(span, number);
        }

        return isNumber;
    }

    private static bool TryWriteInteger(string text, Span<byte> span, Vr vr)
    {
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            // 12.0 and 1e3 are integers, too.
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || !double.IsInteger(real) || Math.Abs(real) >= 1L << 53)
            {
                return false;
            }

            number = (Int128)real;
        }

        var isSigned = vr == Vr.SS || vr == Vr.SL || vr == Vr.SV;
        var values = Int128.One << (8 * span.Length);
        var lowest = isSigned ? -values / 2 : 0;
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = (byte)(number >> (8 * i) & 0xFF);
        }

        return number >= lowest && number < lowest + values;
    }
}

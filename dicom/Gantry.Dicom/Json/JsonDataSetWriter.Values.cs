namespace Gantry.Dicom;

internal sealed partial class JsonDataSetWriter
{
    private const long LargestExactInteger = 1L << 53;

    private void WriteValue(DicomDataSet dataSet, DicomBytes element, Vr vr)
    {
        if (JsonVr.IsBinary(vr))
        {
            var isSwapped = element.IsBigEndian && vr.UnitBytes > 1;
            json.WriteBase64String("InlineBinary"u8, isSwapped ? ByteOrder.Swapped(element.Value.Span, vr.UnitBytes) : element.Value.Span);
        }
        else if (vr.IsText)
        {
            WriteTexts(ValueText.All(element.Value.Span, vr, dataSet), vr);
        }
        else
        {
            WriteNumbers(element, vr);
        }
    }

    private void WriteTexts(string[] values, Vr vr)
    {
        if (values.Length == 0 || (values.Length == 1 && IsNothing(values[0], vr)))
        {
            return;
        }

        json.WriteStartArray("Value"u8);
        foreach (var value in values)
        {
            if (IsNothing(value, vr))
            {
                json.WriteNullValue();
            }
            else if (vr == Vr.PN)
            {
                WriteName(value);
            }
            else if (ValueNumbers.IsDecimalText(vr) && JsonVr.IsNumber(value))
            {
                json.WriteRawValue(value, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(value);
            }
        }

        json.WriteEndArray();
    }

    private static bool IsNothing(string value, Vr vr) => vr == Vr.PN ? value.AsSpan().Trim("= \0").IsEmpty : value.Length == 0;

    private void WriteName(string value)
    {
        json.WriteStartObject();
        var groups = value.Split('=', 3);
        WriteGroup("Alphabetic"u8, groups, 0);
        WriteGroup("Ideographic"u8, groups, 1);
        WriteGroup("Phonetic"u8, groups, 2);
        json.WriteEndObject();
    }

    private void WriteGroup(ReadOnlySpan<byte> name, string[] groups, int index)
    {
        if (index < groups.Length && groups[index].AsSpan().Trim(" \0") is { IsEmpty: false } group)
        {
            json.WriteString(name, group);
        }
    }

    private void WriteNumbers(DicomBytes element, Vr vr)
    {
        json.WriteStartArray("Value"u8);
        var size = JsonVr.BytesOfNumber(vr);
        for (var rest = element.Value.Span; rest.Length > 0; rest = rest[size..])
        {
            WriteNumber(rest[..size], vr, element.IsBigEndian);
        }

        json.WriteEndArray();
    }

    private void WriteNumber(ReadOnlySpan<byte> bytes, Vr vr, bool isBigEndian)
    {
        if (vr == Vr.AT)
        {
            var tag = new Tag((ushort)ValueNumbers.ToInt64(bytes, Vr.US, isBigEndian), (ushort)ValueNumbers.ToInt64(bytes[2..], Vr.US, isBigEndian));
            json.WriteStringValue(tag.ToString("X", null));
        }
        else if (vr == Vr.FL || vr == Vr.FD)
        {
            WriteReal(ValueNumbers.ToDouble(bytes, vr, isBigEndian), vr);
        }
        else if (ValueNumbers.ToInt64(bytes, vr, isBigEndian) is >= -LargestExactInteger and <= LargestExactInteger and var number && (number >= 0 || vr != Vr.UV))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(ValueNumbers.Print(bytes, vr, isBigEndian));
        }
    }

    private void WriteReal(double number, Vr vr)
    {
        if (!double.IsFinite(number))
        {
            // JSON has no such numbers; the standard says nothing, and null would lose which one it was.
            json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
        else if (vr == Vr.FL)
        {
            json.WriteNumberValue((float)number);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>The first value as an integer, binary or text.</summary>
    /// <returns>Null where the element is absent, has no value, is not an integer or is out of range.</returns>
    public int? GetInt32(Tag tag) => GetInt64(tag) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The first value as an integer, binary or text.</summary>
    /// <returns>Null where the element is absent, has no value, is not an integer or is out of range.</returns>
    public long? GetInt64(Tag tag)
    {
        foreach (var number in Numbers(tag))
        {
            return number.Integer;
        }

        return null;
    }

    /// <summary>The first value as a number, binary or text.</summary>
    /// <returns>Null where the element is absent, has no value or is not a number.</returns>
    public double? GetDouble(Tag tag)
    {
        foreach (var number in Numbers(tag))
        {
            return number.Real;
        }

        return null;
    }

    /// <summary>All values as integers, binary or text.</summary>
    /// <returns>None where the element is absent or has no value, or where one of the values is not an integer in range.</returns>
    public ImmutableArray<int> GetInt32s(Tag tag) =>
        GetInt64s(tag) is var numbers && numbers.All(number => number is >= int.MinValue and <= int.MaxValue) ? [.. numbers.Select(number => (int)number)] : [];

    /// <summary>All values as integers, binary or text.</summary>
    /// <returns>None where the element is absent or has no value, or where one of the values is not an integer in range.</returns>
    public ImmutableArray<long> GetInt64s(Tag tag)
    {
        var numbers = ImmutableArray.CreateBuilder<long>();
        foreach (var number in Numbers(tag))
        {
            if (number.Integer is not { } integer)
            {
                return [];
            }

            numbers.Add(integer);
        }

        return numbers.ToImmutable();
    }

    /// <summary>All values as numbers, binary or text.</summary>
    /// <returns>None where the element is absent or has no value, or where one of the values is not a number.</returns>
    public ImmutableArray<double> GetDoubles(Tag tag)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var number in Numbers(tag))
        {
            if (number.Real is not { } real)
            {
                return [];
            }

            numbers.Add(real);
        }

        return numbers.ToImmutable();
    }

    /// <summary>The tags that the values of an element with VR AT name.</summary>
    public ImmutableArray<Tag> GetTags(Tag tag)
    {
        var tags = ImmutableArray.CreateBuilder<Tag>();
        if (TryGetBytes(tag, out _, out var vr) && vr == Vr.AT)
        {
            foreach (var text in GetStrings(tag))
            {
                if (Tag.TryParse(text, out var value))
                {
                    tags.Add(value);
                }
            }
        }

        return tags.ToImmutable();
    }

    /// <summary>The bytes of the value field in little endian order, padding included.</summary>
    /// <returns>Empty where the element is absent, has no value, or is a sequence or encapsulated.</returns>
    public ReadOnlyMemory<byte> GetBytes(Tag tag) =>
        !TryGet(tag, out var element) || element is not DicomBytes bytes ? default
        : bytes.IsBigEndian && bytes.Vr.UnitBytes > 1 ? ByteOrder.Swapped(bytes.Value.Span, bytes.Vr.UnitBytes)
        : bytes.Value;

    // UN hides what the dictionaries know: its bytes are those of the implicit form (PS3.5 §6.2.2).
    private bool TryGetBytes(Tag tag, [NotNullWhen(true)] out DicomBytes? element, out Vr vr)
    {
        element = TryGet(tag, out var found) ? found as DicomBytes : null;
        vr = element is { IsEmpty: false } ? VrOf(element) : default;
        return element is { IsEmpty: false };
    }

    private IEnumerable<(long? Integer, double? Real)> Numbers(Tag tag)
    {
        if (!TryGetBytes(tag, out var element, out var vr))
        {
            yield break;
        }

        if (ValueNumbers.IsDecimalText(vr))
        {
            var rest = element.Value;
            while (true)
            {
                var end = rest.Span.IndexOf((byte)'\\');
                var text = ValueText.Trim(end < 0 ? rest.Span : rest.Span[..end], vr);
                long? integer = ValueNumbers.TryParse(text, out long whole) ? whole : null;
                yield return (integer, ValueNumbers.TryParse(ValueText.Trim(end < 0 ? rest.Span : rest.Span[..end], vr), out double real) ? real : null);
                if (end < 0)
                {
                    yield break;
                }

                rest = rest[(end + 1)..];
            }
        }

        var bytes = ValueNumbers.BytesOf(vr);
        for (var start = 0; bytes > 0 && start + bytes <= element.Value.Length; start += bytes)
        {
            var span = element.Value.Span.Slice(start, bytes);
            var real = ValueNumbers.ToDouble(span, vr, element.IsBigEndian);
            var isReal = vr == Vr.FL || vr == Vr.FD || vr == Vr.OF || vr == Vr.OD;
            long? integer = !isReal ? ValueNumbers.ToInt64(span, vr, element.IsBigEndian) : double.IsInteger(real) && Math.Abs(real) < 1e15 ? (long)real : null;
            integer = integer < 0 && (vr == Vr.UV || vr == Vr.OV) ? null : integer;
            yield return (integer, real);
        }
    }
}

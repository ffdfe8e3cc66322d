using System.Collections.Immutable;

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
        !TryGetField(tag, out var field) ? default
        : field.IsBigEndian && field.Vr.UnitBytes > 1 ? ByteOrder.Swapped(field.Value.Span, field.Vr.UnitBytes)
        : field.Value;

    // UN hides what the dictionaries know: its bytes are those of the implicit form (PS3.5 §6.2.2).
    private bool TryGetBytes(Tag tag, out ValueField element, out Vr vr)
    {
        var isThere = TryGetField(tag, out element) && !element.Value.IsEmpty;
        vr = isThere ? KnownVr(tag, element.Vr) : default;
        return isThere;
    }

    private NumberReader Numbers(Tag tag) => TryGetBytes(tag, out var element, out var vr) ? new NumberReader(element.Value, vr, element.IsBigEndian) : default;
}

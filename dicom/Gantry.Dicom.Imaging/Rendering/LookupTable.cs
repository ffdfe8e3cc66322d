using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>A lookup table of a LUT sequence's item, or of one colour of a palette (PS3.3 §C.11.1.1, §C.7.6.3.1.5).</summary>
internal sealed class LookupTable
{
    private readonly ushort[] _entries;
    private readonly int _first;

    private LookupTable(ushort[] entries, int first, int bits) => (_entries, _first, Bits) = (entries, first, bits);

    /// <summary>The bits of an entry.</summary>
    public int Bits { get; }

    /// <summary>The entry of a value; what is below the first has the first one, what is above the last has the last one.</summary>
    public ushort this[double value] => _entries[(int)Math.Clamp(value - _first, 0, _entries.Length - 1)];

    /// <summary>The entry of a value, 0 to 1 of all that it may be.</summary>
    public double Share(double value) => this[value] / (double)((1 << Bits) - 1);

    /// <summary>The entry, 0 to 1, of an input that goes over the whole table from 0 to 1.</summary>
    public double ShareOfWhole(double input) => Share(_first + Math.Round(Math.Clamp(input, 0, 1) * (_entries.Length - 1)));

    /// <summary>The table of a descriptor and its data; null where they are absent or make none.</summary>
    public static LookupTable? Read(DicomDataSet dataSet, Tag descriptorTag, Tag dataTag, bool isSigned)
    {
        if (ReadDescriptor(dataSet, descriptorTag, isSigned) is not { } descriptor || dataSet[dataTag] is not DicomBytes data)
        {
            return null;
        }

        var (count, first, bits) = descriptor;
        var value = data.Value.Span;
        var entries = new ushort[count];
        if (value.Length >= 2 * count)
        {
            for (var index = 0; index < count; index++)
            {
                entries[index] = data.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value[(2 * index)..]) : BinaryPrimitives.ReadUInt16LittleEndian(value[(2 * index)..]);
            }
        }
        else if (bits == 8 && value.Length >= count)
        {
            // Two entries a word, the first in the low byte.
            for (var index = 0; index < count; index++)
            {
                entries[index] = value[data.IsBigEndian && index + 1 < value.Length - (index & 1) ? index ^ 1 : index];
            }
        }
        else
        {
            return null;
        }

        return new LookupTable(entries, first, bits);
    }

    /// <summary>The table of a descriptor and segments (PS3.3 §C.7.9.2); null where they are absent or make none.</summary>
    public static LookupTable? ReadSegmented(DicomDataSet dataSet, Tag descriptorTag, Tag dataTag, bool isSigned)
    {
        if (ReadDescriptor(dataSet, descriptorTag, isSigned) is not { } descriptor || dataSet[dataTag] is not DicomBytes data)
        {
            return null;
        }

        var entries = PaletteSegments.Expand(data, descriptor.Count);
        return entries is null ? null : new LookupTable(entries, descriptor.First, descriptor.Bits);
    }

    private static (int Count, int First, int Bits)? ReadDescriptor(DicomDataSet dataSet, Tag tag, bool isSigned)
    {
        var numbers = dataSet.GetInt32s(tag);
        if (numbers.Length != 3 || numbers[2] is < 1 or > 16)
        {
            return null;
        }

        // The first and third value are unsigned whatever the VR says; a file may have the second in the other one.
        var count = numbers[0] & 0xFFFF;
        return (count == 0 ? 65_536 : count, isSigned ? (short)numbers[1] : numbers[1] & 0xFFFF, numbers[2]);
    }
}

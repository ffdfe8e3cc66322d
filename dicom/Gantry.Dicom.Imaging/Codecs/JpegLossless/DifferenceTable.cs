using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>A Huffman table for differences: their categories, 0 to 16 (ITU-T T.81 §C, §H.1.2.2).</summary>
internal sealed class DifferenceTable
{
    private const int LookupBits = 12;
    private const int LongestCode = 16;
    private const int LargestCategory = 16;

    // Of the next bits: an entry as Next gives it; 0 where code and difference together are longer.
    private readonly int[] _lookup = new int[1 << LookupBits];
    private readonly byte[] _categories;
    private readonly int[] _lastCode = new int[LongestCode + 1];
    private readonly int[] _firstIndex = new int[LongestCode + 1];
    private readonly int[] _firstCode = new int[LongestCode + 1];

    /// <summary>A table of the numbers of codes of each length, and the categories in the order of their codes.</summary>
    /// <exception cref="PixelDataException">That is no table of differences.</exception>
    public DifferenceTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> categories)
    {
        _categories = categories.ToArray();
        var (code, index) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            (_firstCode[length], _firstIndex[length]) = (code, index);
            for (var count = counts[length - 1]; count > 0; count--, code++, index++)
            {
                if (code >= 1 << length || categories[index] > LargestCategory)
                {
                    throw new PixelDataException("A Huffman table of a JPEG frame is none for differences.");
                }

                AddLookup(code, length, categories[index]);
            }

            _lastCode[length] = code - 1;
            code <<= 1;
        }
    }

    /// <summary>The difference at the beginning of a window of at least 32 bits.</summary>
    /// <returns>In the lowest eight bits how many bits it has, above them the difference.</returns>
    /// <exception cref="PixelDataException">The bits are no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(ulong window)
    {
        var entry = _lookup[(int)(window >> (64 - LookupBits))];
        return entry != 0 ? entry : Long(window);
    }

    /// <summary>The next difference.</summary>
    /// <exception cref="PixelDataException">The bits are no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(ref JpegBitReader reader)
    {
        reader.Fill();
        var entry = Next(reader.Bits);
        reader.Skip(entry & 0xFF);
        return entry >> 8;
    }

    private int Long(ulong window)
    {
        for (var length = 1; length <= LongestCode; length++)
        {
            var code = (int)(window >> (64 - length));
            if (code <= _lastCode[length] && code >= _firstCode[length])
            {
                var category = _categories[_firstIndex[length] + code - _firstCode[length]];
                var bits = category == LargestCategory ? 0 : category;
                return Entry(category, length + bits, bits == 0 ? 0 : (int)(window << length >> (64 - bits)));
            }
        }

        throw new PixelDataException("The bits of a JPEG frame are no Huffman code.");
    }

    private void AddLookup(int code, int length, byte category)
    {
        var bits = category == LargestCategory ? 0 : category;
        var total = length + bits;
        for (var value = 0; total <= LookupBits && value < 1 << bits; value++)
        {
            var (first, entry) = (((code << bits) | value) << (LookupBits - total), Entry(category, total, value));
            foreach (ref var one in _lookup.AsSpan(first, 1 << (LookupBits - total)))
            {
                one = entry;
            }
        }
    }

    // EXTEND of T.81 §F.2.2.1; the largest category has no more bits.
    private static int Entry(byte category, int total, int value)
    {
        var difference = category is 0 or LargestCategory ? category * 2_048 : value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
        return (difference << 8) | total;
    }
}

using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>A Huffman table for differences: their categories, 0 to 16 (ITU-T T.81 §C, §H.1.2.2).</summary>
internal sealed class DifferenceTable
{
    private const int LookupBits = 12;
    private const int LongestCode = 16;
    private const int LargestCategory = 16;

    // Of the next bits: the difference above eight bits, which are the length of code and difference together; 0 where these are longer.
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

    /// <summary>The next difference.</summary>
    /// <exception cref="PixelDataException">The bits are no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(ref JpegBitReader reader)
    {
        reader.Fill();
        var entry = _lookup[(int)(reader.Bits >> (64 - LookupBits))];
        if (entry == 0)
        {
            return ReadLong(ref reader);
        }

        reader.Skip(entry & 0xFF);
        return entry >> 8;
    }

    private int ReadLong(ref JpegBitReader reader)
    {
        for (var length = 1; length <= LongestCode; length++)
        {
            var code = (int)(reader.Bits >> (64 - length));
            if (code <= _lastCode[length] && code >= _firstCode[length])
            {
                var category = _categories[_firstIndex[length] + code - _firstCode[length]];
                reader.Skip(length);
                if (category is 0 or LargestCategory)
                {
                    return category == 0 ? 0 : 32_768; // category 16 has no more bits
                }

                var difference = Extend((int)(reader.Bits >> (64 - category)), category);
                reader.Skip(category);
                return difference;
            }
        }

        throw new PixelDataException("The bits of a JPEG frame are no Huffman code.");
    }

    private void AddLookup(int code, int length, int category)
    {
        var extra = category == LargestCategory ? 0 : category;
        var total = length + extra;
        if (total > LookupBits)
        {
            return;
        }

        for (var value = 0; value < 1 << extra; value++)
        {
            var difference = category == LargestCategory ? 32_768 : category == 0 ? 0 : Extend(value, category);
            var first = ((code << extra) | value) << (LookupBits - total);
            _lookup.AsSpan(first, 1 << (LookupBits - total)).Fill((difference << 8) | total);
        }
    }

    // EXTEND of T.81 §F.2.2.1.
    private static int Extend(int value, int category) => value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
}

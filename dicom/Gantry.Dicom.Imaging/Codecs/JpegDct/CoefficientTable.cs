using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>A Huffman table for coefficients: of each code how many zeros come first, and how many bits the coefficient behind them has (ITU-T T.81 §C, §F.1.2).</summary>
internal sealed class CoefficientTable
{
    private const int LookupBits = 11;
    private const int LongestCode = 16;

    // Of the next bits: an entry as Next gives it; 0 where code and coefficient together are longer.
    private readonly int[] _lookup = new int[1 << LookupBits];
    private readonly byte[] _symbols;
    private readonly int[] _endOfCodes = new int[LongestCode + 1];
    private readonly int[] _firstIndex = new int[LongestCode + 1];

    /// <summary>A table of the numbers of codes of each length, and the symbols in the order of their codes.</summary>
    /// <exception cref="PixelDataException">That is no table of coefficients.</exception>
    public CoefficientTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var (code, index) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            _firstIndex[length] = index - code;
            for (var count = counts[length - 1]; count > 0; count--, code++, index++)
            {
                if (code >= 1 << length)
                {
                    throw new PixelDataException("A Huffman table of a JPEG frame is none.");
                }

                AddLookup(code, length, symbols[index]);
            }

            _endOfCodes[length] = code;
            code <<= 1;
        }
    }

    /// <summary>What begins at a window of at least 32 bits.</summary>
    /// <returns>In the lowest eight bits how many bits it has, in the next four the zeros before a coefficient, above them the coefficient, 0 where the code has none.</returns>
    /// <exception cref="PixelDataException">The bits are no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(ulong window)
    {
        var entry = _lookup[(int)(window >> (64 - LookupBits))];
        return entry != 0 ? entry : Long(window);
    }

    public static int LengthOf(int entry) => entry & 0xFF;

    public static int ZerosOf(int entry) => (entry >> 8) & 0x0F;

    public static int CoefficientOf(int entry) => entry >> 12;

    private int Long(ulong window)
    {
        for (var length = 1; length <= LongestCode; length++)
        {
            var code = (int)(window >> (64 - length));
            if (code < _endOfCodes[length])
            {
                var symbol = _symbols[_firstIndex[length] + code];
                var bits = symbol & 0x0F;
                return Entry(symbol, length + bits, bits == 0 ? 0 : (int)(window << length >> (64 - bits)));
            }
        }

        throw new PixelDataException("The bits of a JPEG frame are no Huffman code.");
    }

    private void AddLookup(int code, int length, byte symbol)
    {
        var bits = symbol & 0x0F;
        var total = length + bits;
        for (var value = 0; total <= LookupBits && value < 1 << bits; value++)
        {
            var (first, entry) = (((code << bits) | value) << (LookupBits - total), Entry(symbol, total, value));
            foreach (ref var one in _lookup.AsSpan(first, 1 << (LookupBits - total)))
            {
                one = entry;
            }
        }
    }

    // EXTEND of T.81 §F.2.2.1: the lower half of the values of so many bits stands for negative ones.
    private static int Entry(byte symbol, int total, int value)
    {
        var bits = symbol & 0x0F;
        var coefficient = bits > 0 && value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
        return (coefficient << 12) | (symbol >> 4 << 8) | total;
    }
}

using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The Huffman codes that are shortest for the symbols of a frame (ITU-T T.81 §K.2).</summary>
internal sealed class HuffmanCodes
{
    private const int LongestCode = 16;

    private readonly byte[] _counts;
    private readonly byte[] _symbols;
    private readonly (uint Code, int Length)[] _codes = new (uint, int)[256];

    private HuffmanCodes(byte[] counts, byte[] symbols)
    {
        (_counts, _symbols) = (counts, symbols);
        var (code, index) = (0u, 0);
        for (var length = 1; length <= LongestCode; length++, code <<= 1)
        {
            for (var count = counts[length - 1]; count > 0; count--)
            {
                _codes[symbols[index++]] = (code++, length);
            }
        }
    }

    /// <summary>The code of a symbol.</summary>
    public (uint Code, int Length) this[int symbol] => _codes[symbol];

    /// <summary>Codes for symbols that are as frequent as the counts say, of which there is one for each, up to 256.</summary>
    public static HuffmanCodes Of(ReadOnlySpan<int> counts)
    {
        // Behind those that occur is one that is never written: no code may be all ones.
        var (symbols, frequencies) = (new List<byte>(), new List<long>());
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                symbols.Add((byte)symbol);
                frequencies.Add(counts[symbol]);
            }
        }

        frequencies.Add(1);
        var lengths = Lengths([.. frequencies]);
        var perLength = new int[frequencies.Count + 1];
        foreach (var length in lengths)
        {
            perLength[length]++;
        }

        Shorten(perLength);

        // The longest code is that of the symbol that is never written.
        perLength[Array.FindLastIndex(perLength, count => count > 0)]--;
        var ordered = Enumerable.Range(0, symbols.Count).OrderBy(index => lengths[index]).Select(index => symbols[index]);
        return new HuffmanCodes([.. Enumerable.Range(1, LongestCode).Select(length => (byte)(length < perLength.Length ? perLength[length] : 0))], [.. ordered]);
    }

    /// <summary>Writes the table's marker segment.</summary>
    /// <param name="table">Its class in the upper, its number in the lower four bits.</param>
    /// <param name="output">Where to.</param>
    public void Write(int table, IBufferWriter<byte> output)
    {
        output.Put(0xFF, JpegMarker.DefineHuffmanTables, 0, (byte)(19 + _symbols.Length), (byte)table);
        output.Write(_counts);
        output.Write(_symbols);
    }

    // Code_size of Figure K.1: the two least frequent become one, until one is left. Each symbol has its group's others behind it, in a chain.
    private static int[] Lengths(long[] frequencies)
    {
        var (lengths, next) = (new int[frequencies.Length], new int[frequencies.Length]);
        Array.Fill(next, -1);
        while (true)
        {
            var least = Least(frequencies, except: -1);
            var other = Least(frequencies, least);
            if (other < 0)
            {
                lengths[^1] = Math.Max(lengths[^1], 1);
                return lengths;
            }

            frequencies[least] += frequencies[other];
            frequencies[other] = 0;
            var last = Lengthen(least, lengths, next);
            next[last] = other;
            Lengthen(other, lengths, next);
        }
    }

    private static int Lengthen(int symbol, int[] lengths, int[] next)
    {
        while (true)
        {
            lengths[symbol]++;
            if (next[symbol] < 0)
            {
                return symbol;
            }

            symbol = next[symbol];
        }
    }

    // Of equal ones the last, so that the symbol that is never written gets a longest code.
    private static int Least(long[] frequencies, int except)
    {
        var least = -1;
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (symbol != except && frequencies[symbol] > 0 && (least < 0 || frequencies[symbol] <= frequencies[least]))
            {
                least = symbol;
            }
        }

        return least;
    }

    // Adjust_BITS of Figure K.3.
    private static void Shorten(int[] perLength)
    {
        for (var length = perLength.Length - 1; length > LongestCode; length--)
        {
            while (perLength[length] > 0)
            {
                var shorter = length - 2;
                while (perLength[shorter] == 0)
                {
                    shorter--;
                }

                perLength[length] -= 2;
                perLength[length - 1]++;
                perLength[shorter + 1] += 2;
                perLength[shorter]--;
            }
        }
    }
}

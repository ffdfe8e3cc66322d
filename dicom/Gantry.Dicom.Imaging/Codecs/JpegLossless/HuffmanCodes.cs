using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The Huffman codes that are shortest for the categories of a frame (ITU-T T.81 §K.2).</summary>
internal sealed class HuffmanCodes
{
    /// <summary>The categories 0 to 16, and one that is never written: no code may be all ones.</summary>
    public const int Symbols = 18;

    private const int LongestCode = 16;

    private readonly byte[] _counts;
    private readonly byte[] _categories;
    private readonly (uint Code, int Length)[] _codes = new (uint, int)[Symbols];

    private HuffmanCodes(byte[] counts, byte[] categories)
    {
        (_counts, _categories) = (counts, categories);
        var (code, index) = (0u, 0);
        for (var length = 1; length <= LongestCode; length++, code <<= 1)
        {
            for (var count = counts[length - 1]; count > 0; count--)
            {
                _codes[categories[index++]] = (code++, length);
            }
        }
    }

    /// <summary>The code of a category.</summary>
    public (uint Code, int Length) this[int category] => _codes[category];

    /// <summary>Codes for categories that are as frequent as the counts say.</summary>
    public static HuffmanCodes Of(int[] counts)
    {
        var lengths = Lengths(counts);
        var perLength = new int[(2 * Symbols) + 1];
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            perLength[lengths[symbol]]++;
        }

        Shorten(perLength);

        // The longest code is that of the symbol that is never written.
        var longest = Array.FindLastIndex(perLength, count => count > 0);
        perLength[longest]--;
        var categories = Enumerable.Range(0, Symbols - 1).Where(symbol => lengths[symbol] > 0).OrderBy(symbol => lengths[symbol]).Select(symbol => (byte)symbol);
        return new HuffmanCodes([.. perLength.Skip(1).Take(LongestCode).Select(count => (byte)count)], [.. categories]);
    }

    /// <summary>Writes the table's marker segment.</summary>
    public void Write(int table, IBufferWriter<byte> output)
    {
        output.Put(0xFF, JpegMarker.DefineHuffmanTables, 0, (byte)(19 + _categories.Length), (byte)table);
        output.Write(_counts);
        output.Write(_categories);
    }

    // Code_size of Figure K.1: the two least frequent become one, until one is left.
    private static int[] Lengths(int[] counts)
    {
        var frequencies = counts.Select(count => (long)count).ToArray();
        frequencies[Symbols - 1] = 1;
        var groups = Enumerable.Range(0, Symbols).Select(symbol => new List<int> { symbol }).ToArray();
        var lengths = new int[Symbols];
        while (true)
        {
            var least = Least(frequencies, except: -1);
            var next = Least(frequencies, least);
            if (next < 0)
            {
                return lengths;
            }

            frequencies[least] += frequencies[next];
            frequencies[next] = 0;
            groups[least].AddRange(groups[next]);
            foreach (var symbol in groups[least])
            {
                lengths[symbol]++;
            }
        }
    }

    // Of equal ones the last, so that the symbol that is never written gets a longest code.
    private static int Least(long[] frequencies, int except)
    {
        var least = -1;
        for (var symbol = 0; symbol < Symbols; symbol++)
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

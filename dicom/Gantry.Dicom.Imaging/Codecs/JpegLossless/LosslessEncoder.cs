using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes frames by JPEG lossless with the predictor 1, which all decoders have, and with Huffman tables made for the frame.</summary>
internal static class LosslessEncoder
{
    private const int Categories = 17;

    public static void Encode(ReadOnlySpan<byte> frame, PixelDescription description, IBufferWriter<byte> output)
    {
        var precision = SampleRow.PrecisionOf(frame, description);
        var samples = description.SamplesPerPixel;
        var differences = ArrayPool<short>.Shared.Rent((int)(description.PixelsPerFrame * samples));
        try
        {
            var tables = new HuffmanCodes[samples];
            for (var component = 0; component < samples; component++)
            {
                tables[component] = HuffmanCodes.Of(Differences(frame, description, component, precision, differences.AsSpan(component * (int)description.PixelsPerFrame, (int)description.PixelsPerFrame)));
            }

            WriteHeaders(description, precision, tables, output);
            WriteScan(differences.AsSpan(0, (int)(description.PixelsPerFrame * samples)), tables, output);
        }
        finally
        {
            ArrayPool<short>.Shared.Return(differences);
        }

        output.Put(0xFF, JpegMarker.EndOfImage);
    }

    /// <summary>Puts the differences of a component in their places, and counts their categories.</summary>
    private static int[] Differences(ReadOnlySpan<byte> frame, PixelDescription description, int component, int precision, Span<short> differences)
    {
        var (counts, row) = (new int[Categories], new ushort[description.Columns]);
        var above = 1 << (precision - 1);
        for (var number = 0; number < description.Rows; number++)
        {
            SampleRow.Load(frame, description, number, component, row);
            Differences(row, above, differences.Slice(number * row.Length, row.Length), counts);
            above = row[0];
        }

        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Differences(ReadOnlySpan<ushort> row, int predicted, Span<short> differences, Span<int> counts)
    {
        for (var column = 0; column < row.Length; column++)
        {
            int sample = row[column];
            var difference = (short)(sample - predicted);
            differences[column] = difference;
            counts[Category(difference)]++;
            predicted = sample;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Category(int difference) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));

    private static void WriteHeaders(PixelDescription description, int precision, HuffmanCodes[] tables, IBufferWriter<byte> output)
    {
        output.Put(0xFF, JpegMarker.StartOfImage, 0xFF, JpegMarker.StartOfFrameLossless, 0, (byte)(8 + (3 * tables.Length)), (byte)precision);
        output.Put((byte)(description.Rows >> 8), (byte)description.Rows, (byte)(description.Columns >> 8), (byte)description.Columns, (byte)tables.Length);
        for (var component = 0; component < tables.Length; component++)
        {
            output.Put((byte)(component + 1), 0x11, 0);
        }

        for (var component = 0; component < tables.Length; component++)
        {
            tables[component].Write(component, output);
        }

        output.Put(0xFF, JpegMarker.StartOfScan, 0, (byte)(6 + (2 * tables.Length)), (byte)tables.Length);
        for (var component = 0; component < tables.Length; component++)
        {
            output.Put((byte)(component + 1), (byte)(component << 4));
        }

        output.Put(1, 0, 0);
    }

    private static void WriteScan(ReadOnlySpan<short> differences, HuffmanCodes[] tables, IBufferWriter<byte> output)
    {
        var writer = new JpegBitWriter(output);
        var codes = Array.ConvertAll(tables, table => Enumerable.Range(0, Categories).Select(category => CodeOf(table, category)).ToArray());
        if (codes is [var only])
        {
            Write(differences, only, writer);
        }
        else
        {
            WriteInterleaved(differences, codes, writer);
        }

        writer.Complete();
    }

    // The code, with room for the bits behind it, and the length of both; the largest category has no more bits.
    private static (uint Code, int Length, uint Mask) CodeOf(HuffmanCodes table, int category)
    {
        var bits = category == 16 ? 0 : category;
        var (code, length) = table[category];
        return (code << bits, length + bits, (1u << bits) - 1);
    }

    // The bits that are not yet whole words stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(ReadOnlySpan<short> differences, ReadOnlySpan<(uint Code, int Length, uint Mask)> codes, JpegBitWriter writer)
    {
        var (bits, count) = (0UL, 0);
        foreach (int difference in differences)
        {
            var (code, length, mask) = codes[Category(difference)];
            bits = (bits << length) | code | ((uint)(difference + (difference >> 31)) & mask);
            count += length;
            if (count >= 32)
            {
                count -= 32;
                writer.PutFour((uint)(bits >> count));
            }
        }

        writer.Write((uint)bits & ((1u << count) - 1), count);
    }

    // Of several components the samples of a pixel follow each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteInterleaved(ReadOnlySpan<short> differences, (uint Code, int Length, uint Mask)[][] codes, JpegBitWriter writer)
    {
        var pixels = differences.Length / codes.Length;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var component = 0; component < codes.Length; component++)
            {
                int difference = differences[(component * pixels) + pixel];
                var (code, length, mask) = codes[component][Category(difference)];
                writer.Write(code | ((uint)(difference + (difference >> 31)) & mask), length);
            }
        }
    }
}

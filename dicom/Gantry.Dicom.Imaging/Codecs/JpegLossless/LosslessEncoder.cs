using System.Buffers;
using System.Numerics;

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
                tables[component] = HuffmanCodes.Of(Differences(frame, description, component, precision, differences));
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
    private static int[] Differences(ReadOnlySpan<byte> frame, PixelDescription description, int component, int precision, short[] differences)
    {
        var counts = new int[Categories];
        var (bytes, step, at) = (description.SampleBytes, description.SamplesPerPixel, component);
        var above = 1 << (precision - 1);
        for (var row = 0; row < description.Rows; row++)
        {
            var predicted = above;
            for (var column = 0; column < description.Columns; column++, at += step)
            {
                var sample = SampleRow.Sample(frame, at * bytes, bytes);
                var difference = (short)(sample - predicted);
                differences[at] = difference;
                counts[Category(difference)]++;
                above = column == 0 ? sample : above;
                predicted = sample;
            }
        }

        return counts;
    }

    private static int Category(short difference) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs((int)difference));

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
        var component = 0;
        foreach (var difference in differences)
        {
            var category = Category(difference);
            var (code, length) = tables[component][category];
            writer.Write(code, length);
            if (category is > 0 and < 16)
            {
                var bits = difference < 0 ? difference - 1 : difference;
                writer.Write((uint)bits & ((1u << category) - 1), category);
            }

            component = component + 1 == tables.Length ? 0 : component + 1;
        }

        writer.Complete();
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Rows of one component in a frame whose samples of a pixel are together, in cells of 8 or 16 bits.</summary>
internal static class SampleRow
{
    /// <summary>Puts a row in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(ReadOnlySpan<ushort> row, PixelDescription description, int number, int component, int shift, Span<byte> frame)
    {
        var step = description.SamplesPerPixel * description.SampleBytes;
        var to = frame[(((number * description.Columns * description.SamplesPerPixel) + component) * description.SampleBytes)..];
        if (description.SampleBytes == 1)
        {
            for (int column = 0, at = 0; column < row.Length; column++, at += step)
            {
                to[at] = (byte)(row[column] << shift);
            }
        }
        else if (description.SamplesPerPixel == 1 && shift == 0 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(row).CopyTo(to);
        }
        else
        {
            for (int column = 0, at = 0; column < row.Length; column++, at += step)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(to[at..], (ushort)(row[column] << shift));
            }
        }
    }

    /// <summary>Takes a row from its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(ReadOnlySpan<byte> frame, PixelDescription description, int number, int component, Span<ushort> row)
    {
        var step = description.SamplesPerPixel * description.SampleBytes;
        var from = frame[(((number * description.Columns * description.SamplesPerPixel) + component) * description.SampleBytes)..];
        for (int column = 0, at = 0; column < row.Length; column++, at += step)
        {
            row[column] = (ushort)Sample(from, at, description.SampleBytes);
        }
    }

    /// <summary>The bits that samples are compressed with: as the data set says, unless something is above them, the sign of signed samples or overlays of old.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int PrecisionOf(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        var stored = Math.Max(description.HighBit + 1, 2);
        var all = 0;
        for (var at = 0; at < frame.Length; at += description.SampleBytes)
        {
            all |= Sample(frame, at, description.SampleBytes);
        }

        return all >> stored == 0 ? stored : description.BitsAllocated;
    }

    /// <summary>A sample.</summary>
    public static int Sample(ReadOnlySpan<byte> frame, int at, int bytes) => bytes == 1 ? frame[at] : BinaryPrimitives.ReadUInt16LittleEndian(frame[at..]);
}

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
        if (description.SampleBytes == 1)
        {
            for (int column = 0, at = 0; column < row.Length; column++, at += step)
            {
                row[column] = from[at];
            }
        }
        else if (step == 2 && BitConverter.IsLittleEndian)
        {
            from[..(2 * row.Length)].CopyTo(MemoryMarshal.AsBytes(row));
        }
        else
        {
            for (int column = 0, at = 0; column < row.Length; column++, at += step)
            {
                row[column] = BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);
            }
        }
    }

    /// <summary>The bits that samples are compressed with: as the data set says, unless something is above them, the sign of signed samples or overlays of old.</summary>
    public static int PrecisionOf(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        var stored = Math.Max(description.HighBit + 1, 2);
        return stored >= description.BitsAllocated || !HasBitsAbove(frame, stored, description.SampleBytes) ? stored : description.BitsAllocated;
    }

    /// <summary>True where a sample of one or two bytes has a bit above those that are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool HasBitsAbove(ReadOnlySpan<byte> frame, int stored, int bytes)
    {
        var (all, at) = (0UL, 0);
        for (; at <= frame.Length - 8; at += 8)
        {
            all |= BinaryPrimitives.ReadUInt64LittleEndian(frame[at..]);
        }

        for (var place = 0; at < frame.Length; at++, place += 8)
        {
            all |= (ulong)frame[at] << place;
        }

        var above = bytes == 1 ? (byte)(0xFF << stored) * 0x0101_0101_0101_0101UL : (ushort)(0xFFFF << stored) * 0x0001_0001_0001_0001UL;
        return (all & above) != 0;
    }

    /// <summary>A sample.</summary>
    public static int Sample(ReadOnlySpan<byte> frame, int at, int bytes) => bytes == 1 ? frame[at] : BinaryPrimitives.ReadUInt16LittleEndian(frame[at..]);
}

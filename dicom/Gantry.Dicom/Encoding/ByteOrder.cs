using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gantry.Dicom;

/// <summary>Swaps the bytes of binary values (PS3.5 §7.3).</summary>
internal static class ByteOrder
{
    /// <summary>The value with each unit's bytes reversed; bytes that fill no unit stay.</summary>
    public static byte[] Swapped(ReadOnlySpan<byte> value, int unitBytes)
    {
        var swapped = value.ToArray();
        Swap(swapped, unitBytes);
        return swapped;
    }

    /// <summary>Writes the value with each unit's bytes reversed; units of one byte are written as they are.</summary>
    public static void WriteSwapped(ReadOnlySpan<byte> value, int unitBytes, IBufferWriter<byte> output)
    {
        if (unitBytes == 1)
        {
            output.Write(value);
            return;
        }

        while (value.Length > 0)
        {
            var span = output.GetSpan(Math.Min(value.Length, 4_096));
            var count = Math.Min(value.Length, span.Length & ~7);
            count = count == 0 ? Math.Min(value.Length, span.Length) : count;
            value[..count].CopyTo(span);
            Swap(span[..count], unitBytes);
            output.Advance(count);
            value = value[count..];
        }
    }

    private static void Swap(Span<byte> bytes, int unitBytes)
    {
        switch (unitBytes)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 8:
                var veryLongs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(veryLongs, veryLongs);
                break;
        }
    }
}

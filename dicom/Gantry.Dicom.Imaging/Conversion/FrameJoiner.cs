using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Puts native frames one behind the other: in the byte order of the syntax, those of single bits without a gap (PS3.5 §8.1.1).</summary>
internal sealed class FrameJoiner(PixelDescription description, bool isBigEndian)
{
    private readonly long _bits = description.PixelsPerFrame * description.SamplesPerPixel * description.BitsAllocated;
    private int _carried;
    private int _carriedBits;
    private long _written;

    /// <summary>The bytes of so many frames, without padding.</summary>
    public long LengthOf(int frames) => ((frames * _bits) + 7) / 8;

    /// <summary>Writes a frame, its samples in little endian order.</summary>
    public void Write(ReadOnlyMemory<byte> frame, Stream output)
    {
        if (_bits % 8 != 0)
        {
            WriteBits(frame.Span, output);
            return;
        }

        if (isBigEndian && description.SampleBytes > 1)
        {
            var swapped = frame.ToArray();
            Swap(swapped);
            frame = swapped;
        }

        output.Write(frame.Span);
        _written += frame.Length;
    }

    /// <summary>Writes what is left of single bits, and the padding.</summary>
    public void Complete(Stream output)
    {
        if (_carriedBits > 0)
        {
            output.WriteByte((byte)_carried);
            _written++;
        }

        if (_written % 2 != 0)
        {
            output.WriteByte(0);
        }
    }

    private void WriteBits(ReadOnlySpan<byte> frame, Stream output)
    {
        var left = _bits;
        foreach (var eight in frame)
        {
            var count = (int)Math.Min(8, left);
            left -= count;
            _carried |= (eight & ((1 << count) - 1)) << _carriedBits;
            _carriedBits += count;
            if (_carriedBits >= 8)
            {
                output.WriteByte((byte)_carried);
                _written++;
                _carried >>= 8;
                _carriedBits -= 8;
            }
        }
    }

    private void Swap(Span<byte> samples)
    {
        switch (description.SampleBytes)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(samples);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var doubles = MemoryMarshal.Cast<byte, uint>(samples);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
            default:
                var quadruples = MemoryMarshal.Cast<byte, ulong>(samples);
                BinaryPrimitives.ReverseEndianness(quadruples, quadruples);
                break;
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>The frames of native pixel data, one behind the other without a gap (PS3.5 §8.1.1, §D).</summary>
internal sealed class NativeFrames : FrameSource
{
    private readonly ByteSource _value;
    private readonly PixelDescription _description;
    private readonly long _frameBits;
    private readonly int _swapped;

    /// <summary>Frames in a value field.</summary>
    /// <param name="value">The value field.</param>
    /// <param name="description">What is in it.</param>
    /// <param name="isBigEndian">True where its words are in big endian order.</param>
    /// <param name="isWords">True for a VR of words, OW or UN of an implicit syntax, whatever the samples are.</param>
    public NativeFrames(ByteSource value, PixelDescription description, bool isBigEndian, bool isWords)
    {
        _value = value;
        _description = description;
        _swapped = !isBigEndian ? 1 : description.SampleBytes > 1 ? description.SampleBytes : isWords ? 2 : 1;
        _frameBits = IsSubsampled(value, description) ? description.PixelsPerFrame * 2 * description.BitsAllocated : description.PixelsPerFrame * description.SamplesPerPixel * description.BitsAllocated;
    }

    // Some writers say YBR_FULL_422 of pixels that have all their chrominances: then there are bytes enough for them.
    private static bool IsSubsampled(ByteSource value, PixelDescription description) =>
        description is { SamplesPerPixel: 3, BitsAllocated: 8 } && description.PhotometricInterpretation == PhotometricInterpretation.YbrFull422
        && value.Length < description.PixelsPerFrame * 3 * description.NumberOfFrames;

    public override ReadOnlyMemory<byte> Read(int frame, FrameBuffer buffer)
    {
        var firstBit = frame * _frameBits;
        var first = firstBit / 8;
        var end = (firstBit + _frameBits + 7) / 8;
        if (end > _value.Length)
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"Frame {frame + 1} ends at byte {end} of the pixel data, which have {_value.Length}."));
        }

        // Words that are swapped may begin before the frame, and end behind it.
        var from = first - (first % _swapped);
        var to = Math.Min(end + ((_swapped - (end % _swapped)) % _swapped), _value.Length);
        var bytes = buffer.Take((int)(to - from));
        _value.Read(from, bytes.Span);
        Swap(bytes.Span);
        var whole = bytes.Slice((int)(first - from), (int)(end - first));
        return (firstBit % 8) == 0 ? ClearSurplus(whole) : Shift(whole.Span, (int)(firstBit % 8));
    }

    private void Swap(Span<byte> bytes)
    {
        switch (_swapped)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var doubles = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
            case 8:
                var quadruples = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(quadruples, quadruples);
                break;
        }
    }

    // Frames of single bits follow each other without regard to bytes.
    private byte[] Shift(ReadOnlySpan<byte> bytes, int bits)
    {
        var shifted = new byte[_description.FrameBytes];
        for (var index = 0; index < shifted.Length; index++)
        {
            var next = index + 1 < bytes.Length ? bytes[index + 1] << (8 - bits) : 0;
            shifted[index] = (byte)((bytes[index] >> bits) | next);
        }

        ClearSurplus(shifted);
        return shifted;
    }

    private Memory<byte> ClearSurplus(Memory<byte> frame)
    {
        if (_description.BitsAllocated == 1 && _frameBits % 8 != 0)
        {
            frame.Span[^1] &= (byte)((1 << (int)(_frameBits % 8)) - 1);
        }

        return frame;
    }
}

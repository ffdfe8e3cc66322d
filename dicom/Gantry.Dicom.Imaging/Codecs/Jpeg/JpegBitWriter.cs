using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes the bits of entropy-coded segments, with the bytes that have to be stuffed in (ITU-T T.81 §F.1.2.3).</summary>
internal sealed class JpegBitWriter(IBufferWriter<byte> output)
{
    private const int BlockBytes = 16_384;

    private readonly byte[] _block = new byte[BlockBytes + 8]; // the last few bytes come beyond
    private int _filled;
    private ulong _bits;
    private int _count;

    /// <summary>Writes bits, no more than 32; above them are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        if (_count >= 32)
        {
            _count -= 32;
            PutFour((uint)(_bits >> _count));
        }
    }

    /// <summary>Fills the last byte with ones, and gives on what is left.</summary>
    public void Complete()
    {
        if (_count % 8 != 0)
        {
            var missing = 8 - (_count % 8);
            Write((1u << missing) - 1, missing);
        }

        for (; _count > 0; _count -= 8)
        {
            Put((byte)(_bits >> (_count - 8)));
        }

        output.Write(_block.AsSpan(0, _filled));
        _filled = 0;
    }

    /// <summary>Puts four whole bytes, for who has the bits in registers.</summary>
    public void PutFour(uint four)
    {
        if (_filled + 8 > BlockBytes)
        {
            output.Write(_block.AsSpan(0, _filled));
            _filled = 0;
        }

        var inverted = ~four;
        if (((inverted - 0x0101_0101) & ~inverted & 0x8080_8080) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_block.AsSpan(_filled), four);
            _filled += 4;
            return;
        }

        for (var shift = 24; shift >= 0; shift -= 8)
        {
            Put((byte)(four >> shift));
        }
    }

    // There is room: four bytes have become no more than eight, and of the last few there are fewer.
    private void Put(byte value)
    {
        _block[_filled++] = value;
        if (value == 0xFF)
        {
            _block[_filled++] = 0;
        }
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes the bits of JPEG-LS, with the bit that has to be stuffed in behind each FF (ITU-T T.87 §A.1).</summary>
internal sealed class JpegLsBitWriter(IBufferWriter<byte> output)
{
    private const int BlockBytes = 4096;

    private readonly byte[] _block = new byte[BlockBytes];
    private int _filled;
    private ulong _bits;
    private int _count;
    private int _next = 8;

    /// <summary>The bits that are not drained yet, above them such as are, and how many there are: for who has them in registers.</summary>
    public (ulong Bits, int Count) Window
    {
        get => (_bits, _count);
        set => (_bits, _count) = value;
    }

    /// <summary>Writes bits, no more than 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        if (_count >= 32)
        {
            Drain();
        }
    }

    /// <summary>Writes a number in a Golomb code of limited length (T.87 §A.5.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteGolomb(int number, int bits, int longest, int numberBits)
    {
        var high = number >> bits;
        if (high < longest && high + 1 + bits <= 32)
        {
            Write((1u << bits) | ((uint)number & ((1u << bits) - 1)), high + 1 + bits);
        }
        else
        {
            WriteLongGolomb(number, bits, longest, numberBits);
        }
    }

    /// <summary>Fills the last byte with zeros, and gives on what is left.</summary>
    public void Complete()
    {
        DrainBytes();
        if (_count > 0)
        {
            Write(0, _next - _count);
            DrainBytes();
        }

        // The last byte may not be FF: it would be taken for a marker's.
        if (_next == 7)
        {
            Write(0, 7);
            DrainBytes();
        }

        Flush();
    }

    /// <summary>The same for any code.</summary>
    public void WriteLongGolomb(int number, int bits, int longest, int numberBits)
    {
        var high = number >> bits;
        if (high < longest)
        {
            WriteZeros(high);
            Write((1u << bits) | ((uint)number & ((1u << bits) - 1)), bits + 1);
            return;
        }

        WriteZeros(longest);
        Write((1u << numberBits) | (uint)(number - 1), numberBits + 1);
    }

    private void WriteZeros(int count)
    {
        for (; count > 32; count -= 32)
        {
            Write(0, 32);
        }

        Write(0, count);
    }

    /// <summary>Puts whole bytes; of 32 bits or more, fewer than 32 are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Drain()
    {
        // Four bytes at once, as long as none is FF.
        var word = (uint)(_bits >> (_count - 32));
        var inverted = ~word;
        if (_next == 8 && ((inverted - 0x0101_0101) & ~inverted & 0x8080_8080) == 0 && _filled + 4 <= BlockBytes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_block.AsSpan(_filled), word);
            _filled += 4;
            _count -= 32;
        }
        else
        {
            DrainBytes();
        }
    }

    private void DrainBytes()
    {
        while (_count >= _next)
        {
            _count -= _next;
            Put((byte)((_bits >> _count) & ((1u << _next) - 1)));
        }
    }

    private void Put(byte value)
    {
        if (_filled == BlockBytes)
        {
            Flush();
        }

        _block[_filled++] = value;
        _next = value == 0xFF ? 7 : 8;
    }

    private void Flush()
    {
        output.Write(_block.AsSpan(0, _filled));
        _filled = 0;
    }
}

using System.Buffers;

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

    /// <summary>Writes bits, no more than 32.</summary>
    public void Write(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        while (_count >= _next)
        {
            _count -= _next;
            Put((byte)((_bits >> _count) & ((1u << _next) - 1)));
        }
    }

    /// <summary>Writes a number in a Golomb code of limited length (T.87 §A.5.3).</summary>
    public void WriteGolomb(int number, int bits, int longest, int numberBits)
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

    /// <summary>Fills the last byte with zeros, and gives on what is left.</summary>
    public void Complete()
    {
        if (_count > 0)
        {
            Write(0, _next - _count);
        }

        // The last byte may not be FF: it would be taken for a marker's.
        if (_next == 7)
        {
            Write(0, 7);
        }

        Flush();
    }

    private void WriteZeros(int count)
    {
        for (; count > 32; count -= 32)
        {
            Write(0, 32);
        }

        Write(0, count);
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

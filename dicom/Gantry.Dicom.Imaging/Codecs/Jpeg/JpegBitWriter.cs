using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes the bits of entropy-coded segments, with the bytes that have to be stuffed in (ITU-T T.81 §F.1.2.3).</summary>
internal sealed class JpegBitWriter(IBufferWriter<byte> output)
{
    private const int BlockBytes = 4096;

    private readonly byte[] _block = new byte[BlockBytes];
    private int _filled;
    private ulong _bits;
    private int _count;

    /// <summary>Writes bits, no more than 32.</summary>
    public void Write(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        while (_count >= 8)
        {
            _count -= 8;
            Put((byte)(_bits >> _count));
        }
    }

    /// <summary>Fills the last byte with ones, and gives on what is left.</summary>
    public void Complete()
    {
        if (_count > 0)
        {
            var missing = 8 - _count;
            Write((1u << missing) - 1, missing);
        }

        Flush();
    }

    private void Put(byte value)
    {
        if (_filled + 2 > BlockBytes)
        {
            Flush();
        }

        _block[_filled++] = value;
        if (value == 0xFF)
        {
            _block[_filled++] = 0;
        }
    }

    private void Flush()
    {
        output.Write(_block.AsSpan(0, _filled));
        _filled = 0;
    }
}

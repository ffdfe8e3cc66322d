using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Reads the bits of JPEG-LS, without the bit that is stuffed in behind each FF (ITU-T T.87 §A.1). Behind the end there are zeros.</summary>
internal ref struct JpegLsBitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private ulong _bits;
    private int _count;
    private int _padding;
    private bool _isStuffed;

    /// <summary>Where the next byte is taken from.</summary>
    public int Position { get; private set; }

    /// <summary>True where more bits were taken than there are.</summary>
    public readonly bool IsBeyondEnd => _padding > _count;

    /// <summary>The next bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBit()
    {
        Fill();
        var isSet = (long)_bits < 0;
        Skip(1);
        return isSet;
    }

    /// <summary>The next bits, no more than 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadBits(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        Fill();
        var bits = (int)(_bits >> (64 - count));
        Skip(count);
        return bits;
    }

    /// <summary>A number in a Golomb code of limited length (T.87 §A.5.3).</summary>
    /// <param name="bits">k: how many of its bits are as they are.</param>
    /// <param name="longest">How many zeros say that the number itself comes.</param>
    /// <param name="numberBits">The bits of the number itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadGolomb(int bits, int longest, int numberBits)
    {
        Fill();
        var zeros = BitOperations.LeadingZeroCount(_bits);
        if (zeros + 1 + bits > 32 || zeros >= longest)
        {
            return ReadLongGolomb(bits, longest, numberBits);
        }

        // The one behind the zeros, and what follows it.
        var low = (int)(_bits << zeros >> (63 - bits)) & ((1 << bits) - 1);
        Skip(zeros + 1 + bits);
        return (zeros << bits) | low;
    }

    private int ReadLongGolomb(int bits, int longest, int numberBits)
    {
        for (var zeros = 0; zeros < longest; zeros++)
        {
            if (ReadBit())
            {
                return (zeros << bits) | ReadBits(bits);
            }
        }

        return ReadBit() ? ReadBits(numberBits) + 1 : throw new PixelDataException("The bits of a JPEG-LS frame are no Golomb code.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill()
    {
        if (_count < 32)
        {
            FillUp();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Skip(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    private void FillUp()
    {
        if (!_isStuffed && Position + 8 <= _data.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(_data[Position..]);
            var inverted = ~next;
            if (((inverted - 0x0101_0101_0101_0101) & ~inverted & 0x8080_8080_8080_8080) == 0)
            {
                // No FF among them. The bits beyond whole bytes are those that come next, so to set them again changes nothing.
                _bits |= next >> _count;
                var whole = (64 - _count) / 8;
                Position += whole;
                _count += 8 * whole;
                return;
            }
        }

        while (_count <= 56)
        {
            AddByte();
        }
    }

    private void AddByte()
    {
        if (Position >= _data.Length || (_data[Position] == 0xFF && (Position + 1 >= _data.Length || _data[Position + 1] >= 0x80)))
        {
            _padding += 8;
            _count += 8;
            return;
        }

        var next = _data[Position++];
        var count = _isStuffed ? 7 : 8;
        _bits |= (ulong)next << (64 - count - _count);
        _count += count;
        _isStuffed = next == 0xFF;
    }
}

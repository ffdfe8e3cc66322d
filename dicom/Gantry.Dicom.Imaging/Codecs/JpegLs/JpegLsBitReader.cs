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

    /// <summary>The bits that come next, the first as the most significant one, and how many there are: for who has them in registers.</summary>
    public (ulong Bits, int Count) Window
    {
        readonly get => (_bits, _count);
        set => (_bits, _count) = value;
    }

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
    public int ReadGolomb(int bits, int longest, int numberBits)
    {
        Fill();
        var length = LengthOfGolomb(_bits, bits, longest);
        if (length == 0)
        {
            return ReadLongGolomb(bits, longest, numberBits);
        }

        var number = GolombOf(_bits, length, bits);
        Skip(length);
        return number;
    }

    /// <summary>The bits of a code at the beginning of a window that has 32 of them; 0 for a longer one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOfGolomb(ulong window, int bits, int longest)
    {
        var zeros = BitOperations.LeadingZeroCount(window);
        var length = zeros + 1 + bits;
        return length > 32 || zeros >= longest ? 0 : length;
    }

    /// <summary>The number in a code of that length: the one behind the zeros, and what follows it, are together 1 &lt;&lt; bits too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GolombOf(ulong window, int length, int bits) => ((length - bits - 2) << bits) + (int)(window >> (64 - length));

    /// <summary>A number in any code.</summary>
    public int ReadLongGolomb(int bits, int longest, int numberBits)
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

    /// <summary>Makes certain that there are 32 bits, and more where that is quick.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillUp()
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

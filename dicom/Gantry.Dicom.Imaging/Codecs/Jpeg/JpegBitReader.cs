using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Reads the bits of entropy-coded segments, without the bytes that are stuffed in (ITU-T T.81 §F.2.2.5). Behind the end there are zeros.</summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private ulong _bits;
    private int _count;
    private int _padding;

    /// <summary>Where the next byte is taken from.</summary>
    public int Position { get; private set; }

    /// <summary>True where more bits were taken than there are.</summary>
    public readonly bool IsBeyondEnd => _padding > _count;

    /// <summary>The next bits, the first as the most significant one.</summary>
    public readonly ulong Bits => _bits;

    /// <summary>The bits that come next, the first as the most significant one, and how many there are: for who has them in registers.</summary>
    public (ulong Bits, int Count) Window
    {
        readonly get => (_bits, _count);
        set => (_bits, _count) = value;
    }

    /// <summary>The next bit.</summary>
    public int ReadBit() => ReadBits(1);

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

    /// <summary>Makes certain that 32 bits can be looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill()
    {
        if (_count < 32)
        {
            FillUp();
        }
    }

    /// <summary>Passes over bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>Goes to behind the next restart marker, whatever its number.</summary>
    /// <returns>False where none comes before another marker or the end.</returns>
    public bool TryRestart()
    {
        (_bits, _count, _padding) = (0, 0, 0);
        while (Position + 1 < _data.Length)
        {
            if (_data[Position] == 0xFF && _data[Position + 1] is not (0x00 or 0xFF))
            {
                var isRestart = _data[Position + 1] is >= JpegMarker.FirstRestart and <= JpegMarker.LastRestart;
                Position += isRestart ? 2 : 0;
                return isRestart;
            }

            Position++;
        }

        return false;
    }

    /// <summary>Makes certain that there are 32 bits, and more where that is quick.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillUp()
    {
        if (Position + 8 <= _data.Length)
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
            _bits |= (ulong)NextByte() << (56 - _count);
            _count += 8;
        }
    }

    private byte NextByte()
    {
        if (Position < _data.Length)
        {
            var next = _data[Position];
            if (next != 0xFF)
            {
                Position++;
                return next;
            }

            if (Position + 1 < _data.Length && _data[Position + 1] == 0)
            {
                Position += 2;
                return next;
            }
        }

        _padding += 8;
        return 0;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Dicom.Imaging;

/// <summary>Where the bytes of a row are equal to the ones behind them: found for 32 at a time, then looked up.</summary>
internal sealed class RowRuns(int length)
{
    private const int Bits = 64;

    private readonly byte[] _row = new byte[length + (2 * Bits) + 1];
    private readonly ulong[] _equal = new ulong[(length / Bits) + 3];

    /// <summary>The row. After it was filled, <see cref="Find"/> is called.</summary>
    public Span<byte> Row => _row.AsSpan(0, length);

    /// <summary>Looks at the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find()
    {
        _row[length] = (byte)~_row[length - 1]; // the last one is followed by another
        ref var first = ref MemoryMarshal.GetArrayDataReference(_row);
        for (var at = 0; at < length; at += Bits)
        {
            var lower = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), Vector256.LoadUnsafe(ref first, (nuint)at + 1)).ExtractMostSignificantBits();
            var upper = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at + 32), Vector256.LoadUnsafe(ref first, (nuint)at + 33)).ExtractMostSignificantBits();
            _equal[at / Bits] = lower | ((ulong)upper << 32);
        }
    }

    /// <summary>How many bytes from a place on are equal, itself included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LengthAt(int at)
    {
        var different = ~_equal[at / Bits] >> (at % Bits);
        return different != 0 ? BitOperations.TrailingZeroCount(different) + 1 : LongLengthAt(at);
    }

    /// <summary>The first place, from one on, where three bytes are equal; the length of the row where there is none.</summary>
    public int NextThree(int at)
    {
        for (var index = at / Bits; index * Bits < length; index++)
        {
            var both = _equal[index] & ((_equal[index] >> 1) | (_equal[index + 1] << (Bits - 1)));
            both &= index == at / Bits ? ulong.MaxValue << (at % Bits) : ulong.MaxValue;
            if (both != 0)
            {
                return Math.Min((index * Bits) + BitOperations.TrailingZeroCount(both), length);
            }
        }

        return length;
    }

    private int LongLengthAt(int at)
    {
        var end = at + Bits - (at % Bits);
        while (_equal[end / Bits] == ulong.MaxValue)
        {
            end += Bits;
        }

        return end + BitOperations.TrailingZeroCount(~_equal[end / Bits]) - at + 1;
    }
}

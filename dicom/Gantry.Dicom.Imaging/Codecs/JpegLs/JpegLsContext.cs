using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>What was learned of the errors where the gradients are alike (ITU-T T.87 §A.6).</summary>
internal struct JpegLsContext(int sum)
{
    private const int LargestCorrection = 127;
    private const int LeastCorrection = -128;

    private int _sum = sum;
    private int _bias;
    private int _count = 1;

    /// <summary>C: what is added to the prediction.</summary>
    public int Correction { get; private set; }

    /// <summary>k: the bits of an error that are written as they are (T.87 §A.5.1).</summary>
    public readonly int GolombBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(_count, _sum);
    }

    /// <summary>True where negative errors take the even numbers, as far as <see cref="GolombBits"/> is 0 and nothing may be lost (T.87 §A.5.2).</summary>
    public readonly bool IsInverted => 2 * _bias <= -_count;

    /// <summary>The bits for errors whose sizes add up to a sum in so many occurrences.</summary>
    /// <exception cref="PixelDataException">No frame comes to such sums.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(int count, int sum)
    {
        // The least number of bits by which the count, moved, is no longer less than the sum: by the places of their first bits, or one more.
        var bits = Math.Max(0, BitOperations.LeadingZeroCount((uint)count) - BitOperations.LeadingZeroCount((uint)sum));
        bits += count << bits < sum ? 1 : 0;
        return bits <= 24 ? bits : throw new PixelDataException("The errors in a JPEG-LS frame are too large.");
    }

    /// <summary>Learns an error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(int error, int step, int reset)
    {
        _sum += Math.Abs(error);
        _bias += error * step;
        if (_count == reset)
        {
            _sum >>= 1;
            _bias >>= 1;
            _count >>= 1;
        }

        // Where the errors lean to a side by more than half a step each, the correction follows by one, and they lean less. Noise leads there at random, so there are no branches:
        // between those two bounds nothing changes.
        var count = ++_count;
        var (isBelow, isAbove) = ((_bias + count - 1) >> 31, -_bias >> 31);
        _bias = Math.Min(Math.Max(_bias + (count & isBelow) - (count & isAbove), 1 - count), 0);
        Correction = Math.Min(Math.Max(Correction + isBelow - isAbove, LeastCorrection), LargestCorrection);
    }
}

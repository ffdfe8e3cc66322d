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
        var bits = 0;
        while (count << bits < sum)
        {
            bits++;
        }

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

        _count++;
        if (_bias <= -_count)
        {
            _bias = Math.Max(_bias + _count, 1 - _count);
            Correction -= Correction > LeastCorrection ? 1 : 0;
        }
        else if (_bias > 0)
        {
            _bias = Math.Min(_bias - _count, 0);
            Correction += Correction < LargestCorrection ? 1 : 0;
        }
    }
}

namespace Gantry.Dicom.Imaging;

/// <summary>What was learned of the errors that end runs (ITU-T T.87 §A.7.2).</summary>
/// <param name="kind">RItype: 1 where the samples left and above are alike.</param>
/// <param name="sum">What the sum of errors begins with.</param>
internal sealed class JpegLsRunContext(int kind, int sum)
{
    private int _sum = sum;
    private int _count = 1;
    private int _negative;

    /// <summary>k: the bits of an error that are written as they are.</summary>
    public int GolombBits => JpegLsContext.Bits(_count, kind == 0 ? _sum : _sum + (_count >> 1));

    /// <summary>The error that a number is written for.</summary>
    public int ErrorOf(int mapped, int bits)
    {
        var number = mapped + kind;
        var isOdd = (number & 1) != 0;
        var size = (number + (number & 1)) / 2;
        return (bits != 0 || 2 * _negative >= _count) == isOdd ? -size : size;
    }

    /// <summary>The number that is written for an error.</summary>
    public int NumberOf(int error, int bits)
    {
        var isOdd = (bits == 0 && error > 0 && 2 * _negative < _count) || (error < 0 && (2 * _negative >= _count || bits != 0));
        return (2 * Math.Abs(error)) - kind - (isOdd ? 1 : 0);
    }

    /// <summary>Learns an error.</summary>
    public void Update(int error, int mapped, int reset)
    {
        _negative += error < 0 ? 1 : 0;
        _sum += (mapped + 1 - kind) >> 1;
        if (_count == reset)
        {
            _sum >>= 1;
            _count >>= 1;
            _negative >>= 1;
        }

        _count++;
    }
}

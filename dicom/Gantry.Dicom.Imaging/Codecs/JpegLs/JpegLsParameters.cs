using System.Numerics;

namespace Gantry.Dicom.Imaging;

/// <summary>What a scan of JPEG-LS is coded with (ITU-T T.87 §A.2, §C.2.4.1).</summary>
/// <param name="MaximumValue">MAXVAL: the largest sample.</param>
/// <param name="Near">NEAR: the largest error of a sample; 0 for none.</param>
/// <param name="T1">The first threshold of gradients.</param>
/// <param name="T2">The second threshold of gradients.</param>
/// <param name="T3">The third threshold of gradients.</param>
/// <param name="Reset">RESET: the occurrences of a context after which they count half.</param>
internal sealed record JpegLsParameters(int MaximumValue, int Near, int T1, int T2, int T3, int Reset)
{
    private const int DefaultReset = 64;

    /// <summary>The steps that errors are counted in.</summary>
    public int Step => (2 * Near) + 1;

    /// <summary>RANGE: how many different errors there are.</summary>
    public int Range => ((MaximumValue + (2 * Near)) / Step) + 1;

    /// <summary>qbpp: the bits of an error that is not coded by its size.</summary>
    public int ErrorBits => BitsOf(Range - 1);

    /// <summary>LIMIT: the longest code of an error, in bits.</summary>
    public int Limit => 2 * (Math.Max(2, BitsOf(MaximumValue)) + Math.Max(8, BitsOf(MaximumValue)));

    /// <summary>The parameters that apply unless others are given; a threshold of 0 is the default one.</summary>
    /// <exception cref="PixelDataException">They are out of their ranges (T.87 Table C.1).</exception>
    public static JpegLsParameters Of(int precision, int near, JpegLsParameters? preset = null)
    {
        var maximum = preset is { MaximumValue: > 0 } ? preset.MaximumValue : (1 << precision) - 1;
        var (t1, t2, t3) = Thresholds(maximum, near);
        var parameters = new JpegLsParameters(
            maximum, near,
            preset is { T1: > 0 } ? preset.T1 : t1, preset is { T2: > 0 } ? preset.T2 : t2, preset is { T3: > 0 } ? preset.T3 : t3,
            preset is { Reset: > 0 } ? preset.Reset : DefaultReset);
        var isPossible = maximum < 1 << precision && near <= Math.Min(255, maximum / 2) && parameters.T1 > near && parameters.T1 <= parameters.T2 && parameters.T2 <= parameters.T3
            && parameters.T3 <= maximum && parameters.Reset >= 3 && parameters.Reset <= Math.Max(255, maximum);
        return isPossible ? parameters : throw new PixelDataException("The parameters of a JPEG-LS frame are out of their ranges.");
    }

    private static int BitsOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);

    private static (int T1, int T2, int T3) Thresholds(int maximum, int near)
    {
        int t1, t2, t3;
        if (maximum >= 128)
        {
            var factor = (Math.Min(maximum, 4_095) + 128) / 256;
            (t1, t2, t3) = (factor + 2 + (3 * near), (4 * factor) + 3 + (5 * near), (17 * factor) + 4 + (7 * near));
        }
        else
        {
            var factor = 256 / (maximum + 1);
            (t1, t2, t3) = (Math.Max(2, (3 / factor) + (3 * near)), Math.Max(3, (7 / factor) + (5 * near)), Math.Max(4, (21 / factor) + (7 * near)));
        }

        t1 = t1 > maximum || t1 < near + 1 ? near + 1 : t1;
        t2 = t2 > maximum || t2 < t1 ? t1 : t2;
        return (t1, t2, t3 > maximum || t3 < t2 ? t2 : t3);
    }
}

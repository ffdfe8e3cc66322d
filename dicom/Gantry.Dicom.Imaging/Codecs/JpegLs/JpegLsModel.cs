using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>What decoder and encoder of a scan have in common: what is expected of a sample, and what is learned of the errors (ITU-T T.87 Annex A).</summary>
internal sealed class JpegLsModel
{
    private const int ContextCount = 365;

    private readonly int _maximum;
    private readonly int _near;
    private readonly int _step;
    private readonly int _range;
    private readonly int _wrapping;

    public JpegLsModel(JpegLsParameters parameters)
    {
        Parameters = parameters;
        (_maximum, _near, _step, _range) = (parameters.MaximumValue, parameters.Near, parameters.Step, parameters.Range);
        _wrapping = _near == 0 && BitOperations.IsPow2(_range) ? 32 - BitOperations.Log2((uint)_range) : 0;
        var sum = Math.Max(2, (_range + 32) / 64);
        Contexts = new JpegLsContext[ContextCount];
        Array.Fill(Contexts, new JpegLsContext(sum));
        RunContexts = [new JpegLsRunContext(0, sum), new JpegLsRunContext(1, sum)];
        Levels = new sbyte[(2 * _maximum) + 1];
        for (var gradient = -_maximum; gradient <= _maximum; gradient++)
        {
            Levels[gradient + _maximum] = Quantized(gradient);
        }
    }

    /// <summary>J: the bits of the length of a run, by the index of runs (T.87 §A.2.1).</summary>
    public static ReadOnlySpan<byte> RunBits => [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public JpegLsParameters Parameters { get; }

    /// <summary>The contexts of the regular mode.</summary>
    public JpegLsContext[] Contexts { get; }

    /// <summary>The contexts of the ends of runs, by RItype.</summary>
    public JpegLsRunContext[] RunContexts { get; }

    /// <summary>The levels of all gradients, from the least one.</summary>
    public sbyte[] Levels { get; }

    /// <summary>The context of the samples around: 0 where they are alike, negative where it is that of the mirrored gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ContextOf(int left, int above, int aboveLeft, int aboveRight) => ContextOf(Levels, _maximum, left, above, aboveLeft, aboveRight);

    /// <summary>The same, for who has the levels, and the largest sample, in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ContextOf(ReadOnlySpan<sbyte> levels, int maximum, int left, int above, int aboveLeft, int aboveRight) =>
        (((levels[aboveRight - above + maximum] * 9) + levels[above - aboveLeft + maximum]) * 9) + levels[aboveLeft - left + maximum];

    /// <summary>What the samples around let expect: the median of left, above, and the plane through all three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Predict(int left, int above, int aboveLeft) =>
        Math.Max(Math.Min(left, above), Math.Min(Math.Max(left, above), left + above - aboveLeft));

    /// <summary>A prediction, corrected by what was learned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Correct(int prediction, int correction) => Math.Max(0, Math.Min(prediction + correction, _maximum));

    /// <summary>The sample that a prediction and an error in steps give (T.87 §A.4.5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Reconstruct(int prediction, int error)
    {
        // Where nothing is lost and all bits are used, what leaves the range comes in again by its lower bits.
        if (_wrapping > 0)
        {
            return (prediction + error) & _maximum;
        }

        var value = prediction + (error * _step);
        if (value < -_near)
        {
            value += _range * _step;
        }
        else if (value > _maximum + _near)
        {
            value -= _range * _step;
        }

        return Math.Clamp(value, 0, _maximum);
    }

    /// <summary>The error in steps, in the range that is coded (T.87 §A.4.4, §A.4.5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ErrorOf(int difference) => _wrapping > 0 ? difference << _wrapping >> _wrapping : Reduce(difference);

    /// <summary>True where two samples count as equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNear(int one, int other) => Math.Abs(one - other) <= _near;

    /// <summary>1, or -1 for a negative number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SignOf(int number) => (number >> 31) | 1;

    private int Reduce(int difference)
    {
        if (_near > 0)
        {
            difference = difference > 0 ? (difference + _near) / _step : -((_near - difference) / _step);
        }

        difference += difference < 0 ? _range : 0;
        return difference >= (_range + 1) / 2 ? difference - _range : difference;
    }

    private sbyte Quantized(int gradient)
    {
        var size = Math.Abs(gradient);
        var level = size <= _near ? 0 : size < Parameters.T1 ? 1 : size < Parameters.T2 ? 2 : size < Parameters.T3 ? 3 : 4;
        return (sbyte)(gradient < 0 ? -level : level);
    }
}

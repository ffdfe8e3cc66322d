using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Dicom.Imaging;

/// <summary>
/// The inverse discrete cosine transform of 8 by 8 coefficients by the algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) in integers, with as many bits behind the point and the
/// roundings that decoders have in common: what is decoded does not differ from theirs.
/// </summary>
internal static class InverseTransform
{
    private const int Side = 8;
    private const int Bits = Cosines.Bits;

    /// <summary>Makes samples of the coefficients of a block.</summary>
    /// <param name="coefficients">64, row by row, as they are coded.</param>
    /// <param name="quantization">What each is multiplied by.</param>
    /// <param name="precision">The bits of a sample: 8 or 12.</param>
    /// <param name="samples">Where the block begins.</param>
    /// <param name="stride">How far its rows are apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(ReadOnlySpan<short> coefficients, ReadOnlySpan<int> quantization, int precision, Span<ushort> samples, int stride)
    {
        // One bit less of the first pass for long samples: all of the second fits in 32 bits then.
        var kept = precision == 8 ? 2 : 1;
        ref var from = ref MemoryMarshal.GetReference(coefficients[..(Side * Side)]);
        ref var by = ref MemoryMarshal.GetReference(quantization[..(Side * Side)]);
        var (r0, r1, r2, r3) = (Row(ref from, ref by, 0), Row(ref from, ref by, 1), Row(ref from, ref by, 2), Row(ref from, ref by, 3));
        var (r4, r5, r6, r7) = (Row(ref from, ref by, 4), Row(ref from, ref by, 5), Row(ref from, ref by, 6), Row(ref from, ref by, 7));

        // The columns, all at a time, then the rows.
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, Bits - kept);
        Transposition.Of(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, Bits + kept + 3);
        Transposition.Of(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        ref var to = ref MemoryMarshal.GetReference(samples[..((7 * stride) + Side)]);
        var middle = Vector256.Create(1 << (precision - 1));
        var largest = Vector256.Create((1 << precision) - 1);
        Store(r0, middle, largest, ref to);
        Store(r1, middle, largest, ref Unsafe.Add(ref to, stride));
        Store(r2, middle, largest, ref Unsafe.Add(ref to, 2 * stride));
        Store(r3, middle, largest, ref Unsafe.Add(ref to, 3 * stride));
        Store(r4, middle, largest, ref Unsafe.Add(ref to, 4 * stride));
        Store(r5, middle, largest, ref Unsafe.Add(ref to, 5 * stride));
        Store(r6, middle, largest, ref Unsafe.Add(ref to, 6 * stride));
        Store(r7, middle, largest, ref Unsafe.Add(ref to, 7 * stride));
    }

    /// <summary>Makes samples of a block that has nothing but its mean.</summary>
    public static void Mean(int coefficient, int quantization, int precision, Span<ushort> samples, int stride)
    {
        var sample = (ushort)Math.Clamp((((coefficient * quantization) + 4) >> 3) + (1 << (precision - 1)), 0, (1 << precision) - 1);
        var row = Vector128.Create(sample);
        for (var at = 0; at < Side * stride; at += stride)
        {
            row.CopyTo(samples[at..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ref short coefficients, ref int quantization, nuint row) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref coefficients, row * Side).ToVector256Unsafe()) * Vector256.LoadUnsafe(ref quantization, row * Side);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> row, Vector256<int> middle, Vector256<int> largest, ref ushort to)
    {
        var samples = Vector256.Min(Vector256.Max(row + middle, Vector256<int>.Zero), largest).AsUInt32();
        Vector128.Narrow(samples.GetLower(), samples.GetUpper()).StoreUnsafe(ref to);
    }

    // The flow graph backwards: the even coefficients are a transform of four, the odd ones three rotations (here with three multiplications of four) and a scaling.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ref Vector256<int> x0, ref Vector256<int> x1, ref Vector256<int> x2, ref Vector256<int> x3, ref Vector256<int> x4, ref Vector256<int> x5, ref Vector256<int> x6, ref Vector256<int> x7, int shift)
    {
        var half = Vector256.Create(1 << (shift - 1));
        var turned = (x2 + x6) * Cosines.Even;
        var (sum, difference) = (((x0 + x4) << Bits) + half, ((x0 - x4) << Bits) + half);
        var (upper, lower) = (turned + (x2 * Cosines.EvenOfSecond), turned - (x6 * Cosines.EvenOfSixth));
        var (e0, e1, e2, e3) = (sum + upper, difference + lower, difference - lower, sum - upper);

        var common = (x1 + x3 + x5 + x7) * Cosines.Odd;
        var outer = (x7 + x1) * -Cosines.OddOuter;
        var inner = (x5 + x3) * -Cosines.OddInner;
        var thirds = common - ((x7 + x3) * Cosines.OddOfThirds);
        var firsts = common - ((x5 + x1) * Cosines.OddOfFirsts);
        var o0 = (x1 * Cosines.OddOfFirst) + outer + firsts;
        var o1 = (x3 * Cosines.OddOfThird) + inner + thirds;
        var o2 = (x5 * Cosines.OddOfFifth) + inner + firsts;
        var o3 = (x7 * Cosines.OddOfSeventh) + outer + thirds;
        (x0, x1, x2, x3) = ((e0 + o0) >> shift, (e1 + o1) >> shift, (e2 + o2) >> shift, (e3 + o3) >> shift);
        (x7, x6, x5, x4) = ((e0 - o0) >> shift, (e1 - o1) >> shift, (e2 - o2) >> shift, (e3 - o3) >> shift);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Dicom.Imaging;

/// <summary>The discrete cosine transform of 8 by 8 samples by the algorithm of Loeffler, Ligtenberg and Moschytz in integers, and the quantization of what it makes.</summary>
internal static class ForwardTransform
{
    private const int Side = 8;
    private const int Bits = Cosines.Bits;
    private const int Kept = 2;

    /// <summary>Makes coefficients of the samples of a block.</summary>
    /// <param name="samples">Where the block begins; the middle of the range is zero.</param>
    /// <param name="stride">How far its rows are apart.</param>
    /// <param name="factors">One divided by eight times what each is quantized by, row by row.</param>
    /// <param name="coefficients">64, row by row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(ReadOnlySpan<short> samples, int stride, ReadOnlySpan<float> factors, Span<short> coefficients)
    {
        ref var from = ref MemoryMarshal.GetReference(samples[..((7 * stride) + Side)]);
        var (r0, r1, r2, r3) = (Row(ref from, 0), Row(ref from, stride), Row(ref from, 2 * stride), Row(ref from, 3 * stride));
        var (r4, r5, r6, r7) = (Row(ref from, 4 * stride), Row(ref from, 5 * stride), Row(ref from, 6 * stride), Row(ref from, 7 * stride));

        // The columns, all at a time, then the rows.
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, Bits - Kept);
        Transposition.Of(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Transform(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, Bits + Kept);
        Transposition.Of(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        ref var by = ref MemoryMarshal.GetReference(factors[..(Side * Side)]);
        ref var to = ref MemoryMarshal.GetReference(coefficients[..(Side * Side)]);
        Store(r0, ref by, 0, ref to);
        Store(r1, ref by, 1, ref to);
        Store(r2, ref by, 2, ref to);
        Store(r3, ref by, 3, ref to);
        Store(r4, ref by, 4, ref to);
        Store(r5, ref by, 5, ref to);
        Store(r6, ref by, 6, ref to);
        Store(r7, ref by, 7, ref to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ref short samples, int at) => Vector256.WidenLower(Vector128.LoadUnsafe(ref samples, (nuint)at).ToVector256Unsafe());

    // To the nearest, halves away from zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> row, ref float factors, nuint number, ref short to)
    {
        var quotients = Vector256.ConvertToSingle(row) * Vector256.LoadUnsafe(ref factors, number * Side);
        var half = Vector256.Create(0.5f) | (quotients & Vector256.Create(-0f));
        var rounded = Vector256.ConvertToInt32Native(quotients + half);
        Vector128.Narrow(rounded.GetLower(), rounded.GetUpper()).StoreUnsafe(ref to, number * Side);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ref Vector256<int> x0, ref Vector256<int> x1, ref Vector256<int> x2, ref Vector256<int> x3, ref Vector256<int> x4, ref Vector256<int> x5, ref Vector256<int> x6, ref Vector256<int> x7, int shift)
    {
        var half = Vector256.Create(1 << (shift - 1));
        var (s0, s1, s2, s3) = (x0 + x7, x1 + x6, x2 + x5, x3 + x4);
        var (d0, d1, d2, d3) = (x0 - x7, x1 - x6, x2 - x5, x3 - x4);

        var (upper, lower) = (s0 - s3, s1 - s2);
        var turned = ((upper + lower) * Cosines.Even) + half;
        x0 = ((s0 + s3 + s1 + s2 << Bits) + half) >> shift;
        x4 = ((s0 + s3 - s1 - s2 << Bits) + half) >> shift;
        x2 = (turned + (upper * Cosines.EvenOfSecond)) >> shift;
        x6 = (turned - (lower * Cosines.EvenOfSixth)) >> shift;

        var common = ((d0 + d1 + d2 + d3) * Cosines.Odd) + half;
        var outer = (d0 + d3) * -Cosines.OddOuter;
        var inner = (d1 + d2) * -Cosines.OddInner;
        var thirds = common - ((d1 + d3) * Cosines.OddOfThirds);
        var firsts = common - ((d0 + d2) * Cosines.OddOfFirsts);
        x1 = ((d0 * Cosines.OddOfFirst) + outer + firsts) >> shift;
        x3 = ((d1 * Cosines.OddOfThird) + inner + thirds) >> shift;
        x5 = ((d2 * Cosines.OddOfFifth) + inner + firsts) >> shift;
        x7 = ((d3 * Cosines.OddOfSeventh) + outer + thirds) >> shift;
    }
}

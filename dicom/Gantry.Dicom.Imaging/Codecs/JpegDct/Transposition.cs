using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gantry.Dicom.Imaging;

/// <summary>Makes rows of the columns of 8 by 8 numbers.</summary>
internal static class Transposition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(
        ref Vector256<int> r0, ref Vector256<int> r1, ref Vector256<int> r2, ref Vector256<int> r3, ref Vector256<int> r4, ref Vector256<int> r5, ref Vector256<int> r6, ref Vector256<int> r7)
    {
        if (!Avx2.IsSupported)
        {
            Slow(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
            return;
        }

        // Pairs of numbers, pairs of pairs, then halves.
        var (a0, a1, a2, a3) = (Avx2.UnpackLow(r0, r1).AsInt64(), Avx2.UnpackHigh(r0, r1).AsInt64(), Avx2.UnpackLow(r2, r3).AsInt64(), Avx2.UnpackHigh(r2, r3).AsInt64());
        var (a4, a5, a6, a7) = (Avx2.UnpackLow(r4, r5).AsInt64(), Avx2.UnpackHigh(r4, r5).AsInt64(), Avx2.UnpackLow(r6, r7).AsInt64(), Avx2.UnpackHigh(r6, r7).AsInt64());
        var (b0, b1, b2, b3) = (Avx2.UnpackLow(a0, a2), Avx2.UnpackHigh(a0, a2), Avx2.UnpackLow(a1, a3), Avx2.UnpackHigh(a1, a3));
        var (b4, b5, b6, b7) = (Avx2.UnpackLow(a4, a6), Avx2.UnpackHigh(a4, a6), Avx2.UnpackLow(a5, a7), Avx2.UnpackHigh(a5, a7));
        r0 = Avx2.Permute2x128(b0, b4, 0x20).AsInt32();
        r1 = Avx2.Permute2x128(b1, b5, 0x20).AsInt32();
        r2 = Avx2.Permute2x128(b2, b6, 0x20).AsInt32();
        r3 = Avx2.Permute2x128(b3, b7, 0x20).AsInt32();
        r4 = Avx2.Permute2x128(b0, b4, 0x31).AsInt32();
        r5 = Avx2.Permute2x128(b1, b5, 0x31).AsInt32();
        r6 = Avx2.Permute2x128(b2, b6, 0x31).AsInt32();
        r7 = Avx2.Permute2x128(b3, b7, 0x31).AsInt32();
    }

    private static void Slow(
        ref Vector256<int> r0, ref Vector256<int> r1, ref Vector256<int> r2, ref Vector256<int> r3, ref Vector256<int> r4, ref Vector256<int> r5, ref Vector256<int> r6, ref Vector256<int> r7)
    {
        ReadOnlySpan<Vector256<int>> rows = [r0, r1, r2, r3, r4, r5, r6, r7];
        r0 = Column(rows, 0);
        r1 = Column(rows, 1);
        r2 = Column(rows, 2);
        r3 = Column(rows, 3);
        r4 = Column(rows, 4);
        r5 = Column(rows, 5);
        r6 = Column(rows, 6);
        r7 = Column(rows, 7);
    }

    private static Vector256<int> Column(ReadOnlySpan<Vector256<int>> rows, int at) =>
        Vector256.Create(rows[0][at], rows[1][at], rows[2][at], rows[3][at], rows[4][at], rows[5][at], rows[6][at], rows[7][at]);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Dicom.Imaging;

/// <summary>Takes the codes of blocks: to count them, or to write them.</summary>
internal interface ICodeSink
{
    /// <summary>A symbol and the bits behind its code.</summary>
    /// <param name="table">0 for means, 1 for other coefficients.</param>
    /// <param name="symbol">Zeros before a coefficient in the upper four bits, how many bits it has in the lower ones.</param>
    /// <param name="bits">These bits.</param>
    void Put(int table, int symbol, uint bits);
}

/// <summary>How the coefficients of a block are coded in a sequential process (ITU-T T.81 §F.1.2).</summary>
internal static class BlockCoder
{
    private const int EndOfBlock = 0x00;
    private const int SixteenZeros = 0xF0;

    /// <summary>Gives the codes of a block to a sink.</summary>
    /// <returns>Its mean, which the next one is predicted by.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Code<T>(ReadOnlySpan<short> block, int predicted, ref T sink) where T : struct, ICodeSink
    {
        Put(ref sink, 0, 0, block[0] - predicted);
        var present = Present(block) & ~1UL;
        var zeros = 0;
        var at = 1;
        for (var left = BitOperations.PopCount(present); left > 0; at++)
        {
            var place = ZigZag.Places[at];
            if ((present >> place & 1) == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                sink.Put(1, SixteenZeros, 0);
            }

            Put(ref sink, 1, zeros, block[place]);
            zeros = 0;
            left--;
        }

        if (at < ZigZag.Count)
        {
            sink.Put(1, EndOfBlock, 0);
        }

        return block[0];
    }

    // Negative numbers are one less, and of those bits that their size needs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(ref T sink, int table, int zeros, int value) where T : struct, ICodeSink
    {
        var sign = value >> 31;
        var bits = 32 - BitOperations.LeadingZeroCount((uint)((value ^ sign) - sign));
        sink.Put(table, (zeros << 4) | bits, (uint)(value + sign) & ((1u << bits) - 1));
    }

    // A bit for each coefficient that is not zero.
    private static ulong Present(ReadOnlySpan<short> block)
    {
        ref var first = ref MemoryMarshal.GetReference(block[..ZigZag.Count]);
        var zeros = 0UL;
        for (var at = 0; at < ZigZag.Count; at += Vector256<short>.Count)
        {
            zeros |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), Vector256<short>.Zero).ExtractMostSignificantBits() << at;
        }

        return ~zeros;
    }
}

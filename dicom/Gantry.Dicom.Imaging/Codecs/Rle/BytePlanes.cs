using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Dicom.Imaging;

/// <summary>Takes every so manyth byte of a frame, and puts it back; for samples of two bytes many at a time.</summary>
internal static class BytePlanes
{
    /// <summary>Takes a plane.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="first">Its first byte in the frame.</param>
    /// <param name="step">How far its bytes are apart.</param>
    /// <param name="plane">Where to: as many bytes as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(ReadOnlySpan<byte> frame, int first, int step, Span<byte> plane)
    {
        var at = 0;
        if (step == 2 && BitConverter.IsLittleEndian)
        {
            ref var words = ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(frame[..(2 * plane.Length)]));
            ref var to = ref MemoryMarshal.GetReference(plane);
            for (; at <= plane.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                var (one, other) = (Vector256.LoadUnsafe(ref words, (nuint)at), Vector256.LoadUnsafe(ref words, (nuint)(at + Vector256<ushort>.Count)));
                var low = Vector256.Create((ushort)0xFF);
                Vector256.Narrow((one >> (8 * first)) & low, (other >> (8 * first)) & low).StoreUnsafe(ref to, (nuint)at);
            }
        }

        for (var from = first + (at * step); at < plane.Length; at++, from += step)
        {
            plane[at] = frame[from];
        }
    }

    /// <summary>Puts a plane in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put(ReadOnlySpan<byte> plane, int first, int step, Span<byte> frame)
    {
        for (int at = 0, to = first; at < plane.Length; at++, to += step)
        {
            frame[to] = plane[at];
        }
    }

    /// <summary>Puts both planes of samples of two bytes in their places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PutBoth(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, Span<byte> frame)
    {
        var at = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var lower = ref MemoryMarshal.GetReference(low);
            ref var upper = ref MemoryMarshal.GetReference(high[..low.Length]);
            ref var words = ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(frame[..(2 * low.Length)]));
            for (; at <= low.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                var (one, other) = (Vector128.LoadUnsafe(ref lower, (nuint)at).ToVector256Unsafe(), Vector128.LoadUnsafe(ref upper, (nuint)at).ToVector256Unsafe());
                (Vector256.WidenLower(one) | (Vector256.WidenLower(other) << 8)).StoreUnsafe(ref words, (nuint)at);
            }
        }

        for (; at < low.Length; at++)
        {
            frame[2 * at] = low[at];
            frame[(2 * at) + 1] = high[at];
        }
    }
}

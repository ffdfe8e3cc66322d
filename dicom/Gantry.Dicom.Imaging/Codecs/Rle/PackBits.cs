using System.Buffers;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>The runs of RLE Lossless (PS3.5 §G.3).</summary>
internal static class PackBits
{
    private const int LongestRun = 128;

    /// <summary>Decodes a plane; what is coded beyond it is ignored.</summary>
    /// <exception cref="PixelDataException">The plane is not whole.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode(ReadOnlySpan<byte> segment, Span<byte> plane)
    {
        var (from, to) = (0, 0);
        while (to < plane.Length && from < segment.Length)
        {
            var control = (sbyte)segment[from++];
            if (control >= 0)
            {
                var length = Math.Min(control + 1, Math.Min(segment.Length - from, plane.Length - to));
                segment.Slice(from, length).CopyTo(plane[to..]);
                from += control + 1;
                to += length;
            }
            else if (control != -128 && from < segment.Length)
            {
                var length = Math.Min(1 - control, plane.Length - to);
                plane.Slice(to, length).Fill(segment[from++]);
                to += length;
            }
        }

        if (to < plane.Length)
        {
            throw new PixelDataException("A segment of an RLE frame is too short.");
        }
    }

    /// <summary>Encodes a plane, in rows each by itself.</summary>
    public static void Encode(ReadOnlySpan<byte> plane, int columns, IBufferWriter<byte> output)
    {
        var runs = new RowRuns(columns);
        for (var first = 0; first < plane.Length; first += columns)
        {
            plane.Slice(first, columns).CopyTo(runs.Row);
            runs.Find();
            output.Advance(EncodeRow(runs, output.GetSpan(columns + (columns / LongestRun) + 1)));
        }
    }

    // Two equal bytes are a run only where no literal is open: otherwise they would cost a byte more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int EncodeRow(RowRuns runs, Span<byte> output)
    {
        ReadOnlySpan<byte> row = runs.Row;
        var (at, to) = (0, 0);
        while (at < row.Length)
        {
            var run = Math.Min(runs.LengthAt(at), LongestRun);
            if (run >= 2)
            {
                output[to++] = (byte)(1 - run);
                output[to++] = row[at];
                at += run;
                continue;
            }

            var end = Math.Min(runs.NextThree(at + 1), at + LongestRun);
            end = Math.Min(end, row.Length);
            output[to++] = (byte)(end - at - 1);
            row[at..end].CopyTo(output[to..]);
            to += end - at;
            at = end;
        }

        return to;
    }
}

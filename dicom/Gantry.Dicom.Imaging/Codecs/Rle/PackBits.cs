using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The runs of RLE Lossless (PS3.5 §G.3).</summary>
internal static class PackBits
{
    private const int LongestRun = 128;

    /// <summary>Decodes a plane into every <paramref name="step"/>th byte; what is coded beyond it is ignored.</summary>
    /// <exception cref="PixelDataException">The plane is not whole.</exception>
    public static void Decode(ReadOnlySpan<byte> segment, Span<byte> plane, int step)
    {
        var (from, to) = (0, 0);
        while (to < plane.Length && from < segment.Length)
        {
            var control = (sbyte)segment[from++];
            if (control >= 0)
            {
                var literal = segment.Slice(from, Math.Min(control + 1, segment.Length - from));
                to = CopyLiteral(literal, plane, to, step);
                from += literal.Length;
            }
            else if (control != -128 && from < segment.Length)
            {
                to = Repeat(segment[from++], 1 - control, plane, to, step);
            }
        }

        if (to < plane.Length)
        {
            throw new PixelDataException("A segment of an RLE frame is too short.");
        }
    }

    private static int CopyLiteral(ReadOnlySpan<byte> literal, Span<byte> plane, int to, int step)
    {
        if (step == 1)
        {
            var length = Math.Min(literal.Length, plane.Length - to);
            literal[..length].CopyTo(plane[to..]);
            return to + length;
        }

        for (var index = 0; index < literal.Length && to < plane.Length; index++, to += step)
        {
            plane[to] = literal[index];
        }

        return to;
    }

    private static int Repeat(byte value, int count, Span<byte> plane, int to, int step)
    {
        if (step == 1)
        {
            var length = Math.Min(count, plane.Length - to);
            plane.Slice(to, length).Fill(value);
            return to + length;
        }

        for (; count > 0 && to < plane.Length; count--, to += step)
        {
            plane[to] = value;
        }

        return to;
    }

    /// <summary>Encodes every <paramref name="step"/>th byte, in rows of <paramref name="columns"/>.</summary>
    public static void Encode(ReadOnlySpan<byte> plane, int step, int columns, IBufferWriter<byte> output)
    {
        var row = new byte[columns];
        for (var first = 0; first < plane.Length; first += columns * step)
        {
            for (int column = 0, from = first; column < columns; column++, from += step)
            {
                row[column] = plane[from];
            }

            EncodeRow(row, output);
        }
    }

    // Two equal bytes are a run only where no literal is open: otherwise they would cost a byte more.
    private static void EncodeRow(ReadOnlySpan<byte> row, IBufferWriter<byte> output)
    {
        var at = 0;
        while (at < row.Length)
        {
            var run = RunLength(row, at);
            if (run >= 2)
            {
                Put(output, (byte)(1 - run), row.Slice(at, 1));
                at += run;
                continue;
            }

            var end = at + 1;
            while (end < row.Length && end - at < LongestRun && RunLength(row, end) < 3)
            {
                end++;
            }

            Put(output, (byte)(end - at - 1), row[at..end]);
            at = end;
        }
    }

    private static int RunLength(ReadOnlySpan<byte> row, int at)
    {
        var end = at + 1;
        while (end < row.Length && end - at < LongestRun && row[end] == row[at])
        {
            end++;
        }

        return end - at;
    }

    private static void Put(IBufferWriter<byte> output, byte control, ReadOnlySpan<byte> bytes)
    {
        var span = output.GetSpan(1 + bytes.Length);
        span[0] = control;
        bytes.CopyTo(span[1..]);
        output.Advance(1 + bytes.Length);
    }
}

namespace Gantry.Dicom.Imaging;

/// <summary>
/// Chrominances that two or four pixels share, which come repeated: between their centres they become a mixture of their neighbours, as most decoders have it. Of bytes, three a pixel.
/// </summary>
internal static class ChrominanceSmoothing
{
    private const int Samples = 3;

    public static void Apply(Span<byte> frame, int rows, int columns, JpegFrameHeader header)
    {
        for (var component = 1; component < Samples; component++)
        {
            var (across, down) = header.SharingOf(component);
            var count = (columns + 1) / 2;
            if (across != 2 || count <= 2)
            {
                continue;
            }

            if (down == 1)
            {
                SmoothRows(frame[component..], rows, columns, count);
            }
            else if (down == 2)
            {
                SmoothBoth(frame[component..], rows, columns, count);
            }
        }
    }

    private static void SmoothRows(Span<byte> plane, int rows, int columns, int count)
    {
        var shared = new int[count];
        for (var row = 0; row < rows; row++)
        {
            var line = plane[(row * columns * Samples)..];
            Take(line, shared);
            for (var column = 0; column < columns; column++)
            {
                var at = column / 2;
                var neighbour = Math.Clamp((column & 1) == 0 ? at - 1 : at + 1, 0, count - 1);
                line[column * Samples] = (byte)(((3 * shared[at]) + shared[neighbour] + 1 + (column & 1)) >> 2);
            }
        }
    }

    private static void SmoothBoth(Span<byte> plane, int rows, int columns, int count)
    {
        var lines = (rows + 1) / 2;
        int[] above = new int[count], here = new int[count], below = new int[count];
        Take(plane, here);
        here.CopyTo(above, 0);
        for (var line = 0; line < lines; line++)
        {
            if (line + 1 < lines)
            {
                Take(plane[((line + 1) * 2 * columns * Samples)..], below);
            }
            else
            {
                here.CopyTo(below, 0);
            }

            for (var row = 2 * line; row < Math.Min((2 * line) + 2, rows); row++)
            {
                Mix(plane[(row * columns * Samples)..], here, (row & 1) == 0 ? above : below, columns);
            }

            (above, here, below) = (here, below, above);
        }
    }

    private static void Mix(Span<byte> line, int[] near, int[] far, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var at = column / 2;
            var neighbour = Math.Clamp((column & 1) == 0 ? at - 1 : at + 1, 0, near.Length - 1);
            var sum = (3 * ((3 * near[at]) + far[at])) + (3 * near[neighbour]) + far[neighbour];
            line[column * Samples] = (byte)((sum + 8 - (column & 1)) >> 4);
        }
    }

    private static void Take(ReadOnlySpan<byte> line, int[] shared)
    {
        for (var index = 0; index < shared.Length; index++)
        {
            shared[index] = line[2 * index * Samples];
        }
    }
}

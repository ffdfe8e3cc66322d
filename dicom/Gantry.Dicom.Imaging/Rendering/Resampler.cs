namespace Gantry.Dicom.Imaging;

/// <summary>Makes images smaller or larger: each pixel is the mean of what it covers.</summary>
internal static class Resampler
{
    public static RenderedImage Resize(RenderedImage image, int width, int height)
    {
        if (width == image.Width && height == image.Height)
        {
            return image;
        }

        var across = ResizeRows(image.Pixels.Span, image.Width, image.Height, image.PixelBytes, width);
        var down = Transpose(ResizeRows(Transpose(across, width, image.Height, image.PixelBytes), image.Height, width, image.PixelBytes, height), height, width, image.PixelBytes);
        return image with { Width = width, Height = height, Pixels = down };
    }

    private static byte[] ResizeRows(ReadOnlySpan<byte> pixels, int from, int rows, int pixelBytes, int to)
    {
        var resized = new byte[rows * to * pixelBytes];
        var scale = (double)from / to;
        for (var column = 0; column < to; column++)
        {
            var (start, end) = (column * scale, Math.Min((column + 1) * scale, from));
            for (var row = 0; row < rows; row++)
            {
                for (var part = 0; part < pixelBytes; part++)
                {
                    resized[(((row * to) + column) * pixelBytes) + part] = Mean(pixels[(row * from * pixelBytes)..], start, end, pixelBytes, part, from);
                }
            }
        }

        return resized;
    }

    private static byte Mean(ReadOnlySpan<byte> row, double start, double end, int pixelBytes, int part, int columns)
    {
        var sum = 0.0;
        for (var at = (int)start; at < end && at < columns; at++)
        {
            sum += row[(at * pixelBytes) + part] * (Math.Min(at + 1, end) - Math.Max(at, start));
        }

        return (byte)Math.Clamp(Math.Round(sum / (end - start)), 0, 255);
    }

    private static byte[] Transpose(ReadOnlySpan<byte> pixels, int width, int height, int pixelBytes)
    {
        var transposed = new byte[pixels.Length];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                pixels.Slice(((row * width) + column) * pixelBytes, pixelBytes).CopyTo(transposed.AsSpan(((column * height) + row) * pixelBytes));
            }
        }

        return transposed;
    }
}

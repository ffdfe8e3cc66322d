namespace Gantry.Dicom.Imaging;

/// <summary>A part of an image, in fractions of its width and height from the upper left; the whole is 0, 0, 1, 1.</summary>
/// <param name="Left">0 to 1: where the left side of the result is.</param>
/// <param name="Top">0 to 1: where its upper side is.</param>
/// <param name="Right">0 to 1: where its right side is; less than <paramref name="Left"/> for a part that is mirrored from left to right.</param>
/// <param name="Bottom">0 to 1: where its lower side is; less than <paramref name="Top"/> for a part that is mirrored upside down.</param>
public sealed record ImageRegion(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The part of an image: a pixel in each direction at least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not within the image, or nothing is between two sides.</exception>
    internal RenderedImage Of(RenderedImage image)
    {
        var (column, width) = Range(Left, Right, image.Width, nameof(Left));
        var (row, height) = Range(Top, Bottom, image.Height, nameof(Top));
        if ((width, height) == (image.Width, image.Height) && Left < Right && Top < Bottom)
        {
            return image;
        }

        var source = image.Pixels.Span;
        var size = image.PixelBytes;
        var bytes = new byte[width * height * size];
        for (var y = 0; y < height; y++)
        {
            var from = source.Slice((((Top < Bottom ? row + y : row + height - 1 - y) * image.Width) + column) * size, width * size);
            var to = bytes.AsSpan(y * width * size, width * size);
            if (Left < Right)
            {
                from.CopyTo(to);
                continue;
            }

            for (var x = 0; x < width; x++)
            {
                from.Slice((width - 1 - x) * size, size).CopyTo(to[(x * size)..]);
            }
        }

        return image with { Width = width, Height = height, Pixels = bytes };
    }

    private static (int First, int Count) Range(double a, double b, int length, string side)
    {
        if (!(a is >= 0 and <= 1 && b is >= 0 and <= 1 && a != b))
        {
            throw new ArgumentOutOfRangeException(side, "A region lies within the image, and has an extent.");
        }

        var first = Math.Min((int)Math.Round(Math.Min(a, b) * length), length - 1);
        return (first, Math.Max(1, (int)Math.Round(Math.Max(a, b) * length) - first));
    }
}

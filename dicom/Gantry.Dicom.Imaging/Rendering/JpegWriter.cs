using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes images as JPEG baseline.</summary>
public static class JpegWriter
{
    /// <summary>Writes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="output">Where to.</param>
    /// <param name="quality">1 to 100; 90 unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is out of its range.</exception>
    public static void Write(RenderedImage image, IBufferWriter<byte> output, int quality = 90)
    {
        ArgumentNullException.ThrowIfNull(image);
        var description = new PixelDescription
        {
            Rows = image.Height,
            Columns = image.Width,
            SamplesPerPixel = image.PixelBytes,
            BitsAllocated = 8,
            BitsStored = 8,
            HighBit = 7,
        };
        JpegBaseline.Encode(image.Pixels.Span, description, image.IsColor, quality, output);
    }
}

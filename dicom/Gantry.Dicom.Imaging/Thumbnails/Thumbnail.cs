using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Small images that stand for instances, as JPEG.</summary>
public static class Thumbnail
{
    /// <summary>The most pixels of a side, unless another number is asked for.</summary>
    public const int DefaultSide = 256;

    /// <summary>The frame that stands for an instance: Representative Frame Number (0028,6010), or the first.</summary>
    public static int FrameOf(PixelData pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return pixels.DataSet.GetInt32(Tags.RepresentativeFrameNumber) is { } frame && frame >= 1 && frame <= pixels.Description.NumberOfFrames ? frame : 1;
    }

    /// <summary>Renders a thumbnail.</summary>
    /// <param name="pixels">The instance.</param>
    /// <param name="frameNumber">1 to <see cref="PixelDescription.NumberOfFrames"/>; null for <see cref="FrameOf"/>.</param>
    /// <param name="codecs">Who decodes.</param>
    /// <param name="options">How; a <see cref="RenderOptions.MaximumSide"/> of null is <see cref="DefaultSide"/>.</param>
    /// <returns>A JPEG file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame of this number, or an option is out of its range.</exception>
    /// <exception cref="PixelDataException">The frame is damaged, or of a kind that is not decoded or rendered.</exception>
    public static ReadOnlyMemory<byte> Render(PixelData pixels, int? frameNumber, PixelCodecs codecs, RenderOptions? options = null)
    {
        options ??= RenderOptions.Default;
        var sized = options with { MaximumSide = options.MaximumSide ?? DefaultSide };
        var jpeg = new ArrayBufferWriter<byte>();
        JpegWriter.Write(FrameRenderer.Render(pixels, frameNumber ?? FrameOf(pixels), codecs, sized), jpeg);
        return jpeg.WrittenMemory;
    }
}

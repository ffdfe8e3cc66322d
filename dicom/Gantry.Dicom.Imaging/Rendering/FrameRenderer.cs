namespace Gantry.Dicom.Imaging;

/// <summary>Renders frames as they are to be seen: 8 bits of grey, or of red, green and blue.</summary>
public static class FrameRenderer
{
    private const int LargestSide = 65_535;

    /// <summary>Renders a frame.</summary>
    /// <param name="pixels">The instance.</param>
    /// <param name="frameNumber">1 to <see cref="PixelDescription.NumberOfFrames"/>.</param>
    /// <param name="codecs">Who decodes.</param>
    /// <param name="options">How; as the data set asks for unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame of this number, or an option is out of its range.</exception>
    /// <exception cref="PixelDataException">The frame is damaged, or of a kind that is not decoded or rendered.</exception>
    public static RenderedImage Render(PixelData pixels, int frameNumber, PixelCodecs codecs, RenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        options ??= RenderOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSide ?? 1, 1);
        var frame = pixels.Decode(frameNumber, codecs);
        var description = frame.Description;
        var isColor = !description.PhotometricInterpretation.IsMonochrome && description.SamplesPerPixel > 1 || description.PhotometricInterpretation == PhotometricInterpretation.PaletteColor;
        var bytes = !isColor ? new GreyRenderer(frame, pixels.DataSet, frameNumber, options).Render()
            : description.PhotometricInterpretation == PhotometricInterpretation.PaletteColor ? ColorRenderer.RenderPalette(frame, pixels.DataSet)
            : ColorRenderer.Render(frame);
        if (options.ShowsOverlays)
        {
            OverlayPlane.DrawAll(pixels.DataSet, frameNumber, description.Columns, description.Rows, isColor ? 3 : 1, bytes);
        }

        var whole = new RenderedImage(description.Columns, description.Rows, isColor, bytes);
        var image = options.Region?.Of(whole) ?? whole;
        var (width, height) = SizeOf(image, pixels.DataSet, frameNumber, options);
        return Resampler.Resize(image, width, height);
    }

    // The shorter side of the pixels decides: nothing becomes smaller for the sake of the other side.
    private static (int Width, int Height) SizeOf(RenderedImage image, DicomDataSet dataSet, int frame, RenderOptions options)
    {
        double width = image.Width, height = image.Height;
        if (options.AppliesPixelAspectRatio && AspectRatio(dataSet, frame) is { } ratio)
        {
            (width, height) = ratio > 1 ? (width, height * ratio) : (width / ratio, height);
        }

        var largest = Math.Min(options.MaximumSide ?? LargestSide, LargestSide);
        var scale = Math.Min(1, largest / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>How much higher than wide a pixel is; null where it is square, or nothing is said.</summary>
    private static double? AspectRatio(DicomDataSet dataSet, int frame)
    {
        var ratio = dataSet.GetDoubles(Tags.PixelAspectRatio);
        var spacing = FrameAttributes.Find(dataSet, frame, Tags.PixelMeasuresSequence).GetDoubles(Tags.PixelSpacing);
        var sides = ratio.Length == 2 ? ratio : spacing.Length == 2 ? spacing : dataSet.GetDoubles(Tags.ImagerPixelSpacing);
        return sides is [> 0, > 0] && sides[0] / sides[1] is var aspect and > 0.05 and < 20 and not 1 ? aspect : null;
    }
}

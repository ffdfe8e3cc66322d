namespace Gantry.Dicom.Imaging;

/// <summary>How a frame is rendered.</summary>
public sealed record RenderOptions
{
    /// <summary>As the data set asks for.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary>The window to use in place of the data set's; its first one, or the range of the pixels, unless set.</summary>
    public VoiWindow? Window { get; init; }

    /// <summary>The part of the frame that is shown; the whole unless set.</summary>
    public ImageRegion? Region { get; init; }

    /// <summary>The most pixels of a side of the image, which is made smaller to fit, never larger: 1 or more. As large as the frame unless set.</summary>
    public int? MaximumSide { get; init; }

    /// <summary>True to draw the overlays of the data set in white. True unless set.</summary>
    public bool ShowsOverlays { get; init; } = true;

    /// <summary>True to stretch the image where pixels are not square. True unless set.</summary>
    public bool AppliesPixelAspectRatio { get; init; } = true;

    /// <summary>True to turn grey values around at the end. False unless set.</summary>
    public bool IsInverted { get; init; }
}

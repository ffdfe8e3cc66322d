namespace Gantry.Dicom.Imaging;

/// <summary>How frames are encoded, where a transfer syntax leaves a choice.</summary>
public sealed record PixelEncodingOptions
{
    /// <summary>The defaults of each property.</summary>
    public static PixelEncodingOptions Default { get; } = new();

    /// <summary>How well lossy JPEG keeps the pixels: 1 to 100, 90 unless set.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>The largest error of a sample in near-lossless JPEG-LS: 1 to 255, 2 unless set.</summary>
    public int NearLosslessError { get; init; } = 2;

    /// <summary>How many times smaller lossy JPEG 2000 makes a frame: 1 to 1,000, 10 unless set.</summary>
    public double CompressionRatio { get; init; } = 10;
}

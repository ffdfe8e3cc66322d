using System.Numerics;

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

    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    internal void Check()
    {
        Check(Quality, 100, nameof(Quality));
        Check(NearLosslessError, 255, nameof(NearLosslessError));
        Check(CompressionRatio, 1_000, nameof(CompressionRatio));
    }

    private static void Check<T>(T value, T most, string name) where T : INumber<T>
    {
        if (!(value >= T.One && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is 1 to {most}.");
        }
    }
}

namespace Gantry.Dicom.Imaging;

/// <summary>How instances are converted to another transfer syntax.</summary>
public sealed record PixelConversionOptions
{
    /// <summary>The defaults of each property.</summary>
    public static PixelConversionOptions Default { get; } = new();

    /// <summary>Who decodes and encodes; <see cref="PixelCodecs.BuiltIn"/> unless set.</summary>
    public PixelCodecs Codecs { get; init; } = PixelCodecs.BuiltIn;

    /// <summary>How frames are encoded, where the transfer syntax leaves a choice.</summary>
    public PixelEncodingOptions Encoding { get; init; } = PixelEncodingOptions.Default;

    /// <summary>How many frames are worked on at a time, and so are in memory: 1 to 64; as many as there are processors unless set.</summary>
    public int ParallelFrames { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);
}

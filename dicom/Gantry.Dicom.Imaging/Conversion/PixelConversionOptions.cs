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

    /// <summary>
    /// True to have the result on the disk before it has its name, for an archive that keeps it; unless set it is where any program's output is, and a failure of the machine may lose it.
    /// </summary>
    public bool IsDurable { get; init; }

    /// <summary>
    /// True to keep the SOP Instance UID of what loses something, for an archive that takes the result in the place of the original: its difference is then held not to affect professional
    /// interpretation (PS3.3 §C.7.6.1.1.2). False unless set: it becomes another instance, derived from the original.
    /// </summary>
    public bool KeepsSopInstance { get; init; }
}

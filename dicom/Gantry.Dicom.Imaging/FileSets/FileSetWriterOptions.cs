namespace Gantry.Dicom.Imaging;

/// <summary>What a <see cref="FileSetWriter"/> makes.</summary>
public sealed record FileSetWriterOptions
{
    /// <summary>A general purpose CD, without name.</summary>
    public static FileSetWriterOptions Default { get; } = new();

    /// <summary>The profile; instances in other transfer syntaxes are converted.</summary>
    public MediaProfile Profile { get; init; } = MediaProfiles.Usual;

    /// <summary>
    /// The transfer syntax that instances are converted to; null for none, as it is unless set: what the profile allows stays as it is, all else becomes Explicit VR Little
    /// Endian. An instance that cannot be in it becomes that, too.
    /// </summary>
    public TransferSyntax? Compression { get; init; }

    /// <summary>File-set ID (0004,1130) of a new file-set: up to 16 capitals, digits, blanks and underscores; empty unless set.</summary>
    public string FileSetId { get; init; } = "";

    /// <summary>The UID of a new file-set; null for a new one.</summary>
    public Uid? FileSetUid { get; init; }

    /// <summary>The most bytes of the DICOMDIR, which is made in memory; what an array can hold unless set.</summary>
    public int MaximumDirectoryBytes { get; init; } = Array.MaxLength;

    /// <summary>How pixel data are converted.</summary>
    public PixelConversionOptions Conversion { get; init; } = PixelConversionOptions.Default;
}

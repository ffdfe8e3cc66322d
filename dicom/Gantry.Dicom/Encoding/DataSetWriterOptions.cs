namespace Gantry.Dicom;

/// <summary>The forms a data set is written in, where the standard leaves a choice.</summary>
public sealed record DataSetWriterOptions
{
    /// <summary>Sequences and items of defined length.</summary>
    public static DataSetWriterOptions Default { get; } = new();

    /// <summary>True for sequences and items that delimiters end, false for defined lengths (PS3.5 §7.5.2). False unless set.</summary>
    public bool UsesUndefinedLengths { get; init; }
}

namespace Gantry.Dicom;

/// <summary>The forms a data set is written in, where the standard leaves a choice.</summary>
public sealed record DataSetWriterOptions
{
    /// <summary>Sequences and items in the form they were read in; those that were made here of defined length.</summary>
    public static DataSetWriterOptions Default { get; } = new();

    /// <summary>
    /// True for sequences and items that delimiters end, false for defined lengths (PS3.5 §7.5.2). Null unless set: each as it was read, so that what was not
    /// changed keeps its bytes; those that were made here of defined length.
    /// </summary>
    public bool? UsesUndefinedLengths { get; init; }
}

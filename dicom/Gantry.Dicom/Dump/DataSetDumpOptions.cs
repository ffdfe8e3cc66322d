namespace Gantry.Dicom;

/// <summary>How much a dump shows.</summary>
public sealed record DataSetDumpOptions
{
    /// <summary>What each property states.</summary>
    public static DataSetDumpOptions Default { get; } = new();

    /// <summary>The most characters of a value; a longer one is cut and ends in an ellipsis. 64 unless set.</summary>
    public int MaximumValueLength { get; init; } = 64;
}

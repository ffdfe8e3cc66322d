namespace Gantry.Dicom;

/// <summary>Decides where the value of an element goes.</summary>
/// <param name="element">The element.</param>
public delegate BulkDataPlacement BulkDataPlacing(BulkDataElement element);

/// <summary>How data sets are written as DICOM JSON.</summary>
public sealed record DicomJsonWriterOptions
{
    /// <summary>All values in the JSON, without white space.</summary>
    public static DicomJsonWriterOptions Default { get; } = new();

    /// <summary>
    /// Asked for each element that has a value of <see cref="BulkDataMinimumBytes"/> or more and whose VR may have a <c>BulkDataURI</c> (PS3.18 §F.2.2).
    /// All values are in the JSON unless set.
    /// </summary>
    public BulkDataPlacing? BulkData { get; init; }

    /// <summary>The shortest value, in bytes, that <see cref="BulkData"/> is asked for; 1,024 unless set.</summary>
    public long BulkDataMinimumBytes { get; init; } = 1_024;

    /// <summary>True for lines and indentation. False unless set; a writer that the caller made decides itself.</summary>
    public bool IsIndented { get; init; }
}

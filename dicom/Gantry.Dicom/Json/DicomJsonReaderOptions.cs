namespace Gantry.Dicom;

/// <summary>How DICOM JSON is read.</summary>
public sealed record DicomJsonReaderOptions
{
    /// <summary>The limits each property states, and no way to bulk data.</summary>
    public static DicomJsonReaderOptions Default { get; } = new();

    /// <summary>
    /// Gives the element whose value is at a URI, or null to leave it out, e.g. to be set later. Where it is not set, a <c>BulkDataURI</c> is an error.
    /// </summary>
    public Func<BulkDataReference, DicomElement?>? BulkData { get; init; }

    /// <summary>The deepest nesting of items; deeper is an error. 64 unless set; at most <see cref="DicomJsonWriter.MaximumDepth"/>.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>The most bytes of JSON of one data set; more is an error. 1 GiB unless set.</summary>
    public long MaximumBytes { get; init; } = 1L << 30;
}

namespace Gantry.Dicom;

/// <summary>Where the value of an element goes when its data set is written as DICOM JSON.</summary>
public readonly record struct BulkDataPlacement
{
    /// <summary>Into the JSON, the default: as <c>Value</c>, or of binary VRs as <c>InlineBinary</c>.</summary>
    public static BulkDataPlacement Inline => default;

    /// <summary>Nowhere: the element is left out.</summary>
    public static BulkDataPlacement Omitted => new() { IsOmitted = true };

    /// <summary>True where the element is left out.</summary>
    public bool IsOmitted { get; private init; }

    /// <summary>The <c>BulkDataURI</c>; null where there is none.</summary>
    public string? Uri { get; private init; }

    /// <summary>Elsewhere: the URI is written in its place.</summary>
    /// <param name="uri">Where it is to be had, absolute or relative.</param>
    public static BulkDataPlacement At(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return new() { Uri = uri };
    }
}

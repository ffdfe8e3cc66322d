using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Where values are that metadata do not have: those that were left out while the data set was read, and others of a certain length.</summary>
/// <param name="url">The URL of the instance.</param>
/// <param name="leftOut">The attributes that the data set has in name only.</param>
internal sealed class BulkDataUrls(string url, HashSet<Tag> leftOut)
{
    /// <summary>The longest value that is in the metadata, in bytes.</summary>
    public const int LongestInline = 1_024;

    /// <summary>The way to write them.</summary>
    public DicomJsonWriterOptions Options => new() { BulkData = Place, BulkDataMinimumBytes = 1 };

    private BulkDataPlacement Place(BulkDataElement element)
    {
        var isLeftOut = leftOut.Contains(element.Element.Tag) && element.Path.Length == 8;
        return isLeftOut || element.Length > LongestInline ? BulkDataPlacement.At($"{url}/bulkdata/{element.Path}") : BulkDataPlacement.Inline;
    }
}

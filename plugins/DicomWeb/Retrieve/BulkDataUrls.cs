using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Where values are that metadata do not have: those that were left out while the data set was read, and others of a certain length.</summary>
/// <remarks>One data set at a time.</remarks>
internal sealed class BulkDataUrls
{
    /// <summary>The longest value that is in the metadata, in bytes.</summary>
    public const int LongestInline = 1_024;

    private HashSet<Tag> _leftOut = [];
    private string _url = "";

    /// <summary>The way to write them.</summary>
    public DicomJsonWriterOptions Options => new() { BulkData = Place, BulkDataMinimumBytes = 1 };

    /// <summary>Goes on to the next data set.</summary>
    /// <param name="url">The URL of the instance.</param>
    /// <param name="leftOut">The attributes that the data set has in name only.</param>
    public void Next(string url, HashSet<Tag> leftOut) => (_url, _leftOut) = (url, leftOut);

    private BulkDataPlacement Place(BulkDataElement element)
    {
        var isLeftOut = _leftOut.Contains(element.Element.Tag) && element.Path.Length == 8;
        return isLeftOut || element.Length > LongestInline ? BulkDataPlacement.At($"{_url}/bulkdata/{element.Path}") : BulkDataPlacement.Inline;
    }
}

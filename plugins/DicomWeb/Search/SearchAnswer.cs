using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Makes a match of the catalog what a search returns (PS3.18 §10.6.3.3).</summary>
internal static class SearchAnswer
{
    public static DicomDataSet Of(DicomDataSet match, SearchQuery query, SearchTarget target, string url, string aeTitle)
    {
        var answer = match.ToBuilder();
        foreach (var element in match.Where(element => element.IsEmpty && !query.HasAlways(element.Tag) && element.Tag != Tags.SpecificCharacterSet))
        {
            answer.Remove(element.Tag);
        }

        answer.Set(Tags.RetrieveAETitle, aeTitle);
        answer.Set(Tags.InstanceAvailability, "ONLINE");
        answer.Set(Tags.RetrieveURL, UrlOf(match, target.Level, url));
        return answer.Build();
    }

    private static string UrlOf(DicomDataSet match, QueryLevel level, string url)
    {
        var text = $"{url}/studies/{match.GetString(Tags.StudyInstanceUID)}";
        if (level >= QueryLevel.Series)
        {
            text += $"/series/{match.GetString(Tags.SeriesInstanceUID)}";
        }

        return level == QueryLevel.Image ? $"{text}/instances/{match.GetString(Tags.SOPInstanceUID)}" : text;
    }
}

using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The query parameters of the URI service (PS3.18 §9.1.2), and what they mean.</summary>
/// <param name="Target">The instance.</param>
/// <param name="ContentTypes">The media types that the client takes, the best first; empty for any.</param>
/// <param name="TransferSyntax">What a DICOM file is sent in; null for Explicit VR Little Endian.</param>
/// <param name="Frame">The frame; null for the one that stands for the instance.</param>
/// <param name="Rendered">How an image is rendered.</param>
internal sealed record UriParameters(SearchTarget Target, ImmutableArray<string> ContentTypes, string? TransferSyntax, int? Frame, RenderedParameters Rendered)
{
    // What is for images alone (§9.1.2.2): with application/dicom it is a contradiction.
    private static readonly string[] OfImages = ["annotation", "rows", "columns", "region", "windowCenter", "windowWidth", "frameNumber", "imageQuality", "presentationUID", "presentationSeriesUID"];

    /// <summary>Reads them.</summary>
    /// <param name="query">The query.</param>
    /// <param name="fault">What is wrong with them, in a sentence; null where nothing is.</param>
    /// <returns>Null where something is.</returns>
    public static UriParameters? Read(ImmutableArray<KeyValuePair<string, string>> query, out string? fault)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            if (!values.TryAdd(name, value))
            {
                fault = $"{name} is given more than once.";
                return null;
            }
        }

        fault = Refused(values);
        if (fault is not null)
        {
            return null;
        }

        string? Of(string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        if (!Uid.TryParse(Of("studyUID") ?? "", out var study) || !Uid.TryParse(Of("seriesUID") ?? "", out var series) || !Uid.TryParse(Of("objectUID") ?? "", out var instance))
        {
            fault = "studyUID, seriesUID and objectUID are needed, each a UID.";
            return null;
        }

        ImmutableArray<string> types = [.. (Of("contentType") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(MediaRangeParser.Parse).OfType<MediaRange>().OrderByDescending(range => range.Quality).Select(range => range.Type)];
        if (types.IsEmpty && Of("contentType") is not null)
        {
            fault = "contentType is one or more media types, as image/jpeg,image/png.";
            return null;
        }

        if (types is [Service.Dicom] && OfImages.FirstOrDefault(values.ContainsKey) is { } ofImages)
        {
            fault = $"{ofImages} is for images, and {Service.Dicom} is asked for.";
            return null;
        }

        var frame = Of("frameNumber") is { } number ? RenderedParameters.Number(number, int.MaxValue) : null;
        var rendered = Rendering(Of, out fault);
        fault ??= Of("frameNumber") is not null && frame is null ? "frameNumber is a whole number from 1." : null;
        fault ??= Of("transferSyntax") is { } syntax && !Uid.TryParse(syntax, out _) ? "transferSyntax is a UID." : null;
        return fault is null ? new UriParameters(new SearchTarget(Contracts.QueryLevel.Image, study, series, instance), types, Of("transferSyntax"), frame, rendered) : null;
    }

    private static string? Refused(Dictionary<string, string> values) =>
        values.GetValueOrDefault("requestType") != "WADO" ? "requestType is WADO."
        : values.TryGetValue("anonymize", out var anonymize) ? anonymize == "yes" ? "Instances are not de-identified for a request: anonymize is not supported." : "anonymize is yes, or left out."
        : values.ContainsKey("annotation") ? "Nothing is written into images: annotation is not supported."
        : values.ContainsKey("presentationUID") || values.ContainsKey("presentationSeriesUID") ? "Presentation states are not applied: presentationUID is not supported."
        : null;

    private static RenderedParameters Rendering(Func<string, string?> of, out string? fault)
    {
        var rendered = RenderedParameters.Default;
        fault = null;
        if (of("imageQuality") is { } quality)
        {
            rendered = rendered with { Quality = RenderedParameters.Number(quality, 100) ?? 0 };
            fault ??= rendered.Quality == 0 ? "imageQuality is 1 to 100." : null;
        }

        foreach (var (name, value) in new[] { ("rows", of("rows")), ("columns", of("columns")) })
        {
            if (value is not null)
            {
                var side = RenderedParameters.Number(value, RenderedParameters.LongestSide);
                rendered = name == "rows" ? rendered with { Height = side } : rendered with { Width = side };
                fault ??= side is null ? $"{name} is 1 to {RenderedParameters.LongestSide}." : null;
            }
        }

        if (of("region") is { } region)
        {
            rendered = rendered with { Source = RegionOf(region) };
            fault ??= rendered.Source is null ? "region is the left, upper, right and lower side as fractions of the image, 0.0 to 1.0." : null;
        }

        if (of("windowCenter") is not null || of("windowWidth") is not null)
        {
            rendered = rendered with { Window = RenderedParameters.WindowOf([of("windowCenter") ?? "", of("windowWidth") ?? "", "linear"]) };
            fault ??= rendered.Window is null ? "windowCenter and windowWidth are numbers, both or neither; the width is 1 or more." : null;
        }

        return rendered;
    }

    // Upper left and lower right corner (§9.1.2.2.6).
    private static SourceRegion? RegionOf(string text)
    {
        double?[] sides = [.. text.Split(',').Select(RenderedParameters.Real)];
        return sides is [>= 0 and <= 1 and var left, >= 0 and <= 1 and var top, >= 0 and <= 1 and var right, >= 0 and <= 1 and var bottom] && left < right && top < bottom
            ? new SourceRegion(left, top, right - left, bottom - top, IsRelative: true)
            : null;
    }
}

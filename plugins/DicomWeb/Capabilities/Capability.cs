using System.Collections.Immutable;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A transaction on resources, as the description of the service has it.</summary>
/// <param name="Id">What it is called there.</param>
/// <param name="Method">The method.</param>
/// <param name="Parameters">The query parameters; none for those that take attributes.</param>
/// <param name="Takes">The media types of the request's body.</param>
/// <param name="Gives">Those of the response's.</param>
/// <param name="Statuses">The statuses of a success.</param>
/// <param name="Paths">The resources.</param>
internal sealed record Capability(
    string Id, string Method, ImmutableArray<string> Parameters, ImmutableArray<string> Takes, ImmutableArray<string> Gives, string Statuses, ImmutableArray<string> Paths)
{
    private const string Study = "studies/{study}", Series = Study + "/series/{series}", Instance = Series + "/instances/{instance}", Frames = Instance + "/frames/{frames}";
    private const string Parts = "multipart/related", Image = InstanceRenderer.Jpeg;

    private static readonly ImmutableArray<string> Paging = ["limit", "offset", "fuzzymatching", "emptyvaluematching", "multiplevaluematching", "includefield", "accept"];
    private static readonly ImmutableArray<string> Files = [$"{Parts}; type=\"{Service.Dicom}\"", Service.Dicom];
    private static readonly ImmutableArray<string> Bytes = [$"{Parts}; type=\"{Service.OctetStream}\"", Service.OctetStream];

    /// <summary>All of the service.</summary>
    public static ImmutableArray<Capability> All { get; } =
    [
        new("SearchForStudies", "GET", Paging, [], [Service.Json], "200 204", ["studies"]),
        new("SearchForSeries", "GET", Paging, [], [Service.Json], "200 204", ["series", Study + "/series"]),
        new("SearchForInstances", "GET", Paging, [], [Service.Json], "200 204", ["instances", Study + "/instances", Series + "/instances"]),
        new("Retrieve", "GET", ["accept"], [], Files, "200", [Study, Series, Instance]),
        new("RetrieveMetadata", "GET", ["accept"], [], [Service.Json], "200", [Study + "/metadata", Series + "/metadata", Instance + "/metadata"]),
        new("RetrieveFrames", "GET", ["accept"], [], Bytes, "200", [Frames, Instance + "/bulkdata/7FE00010"]),
        new("RetrieveBulkData", "GET", ["accept"], [], Bytes, "200", [Instance + "/bulkdata/{*path}"]),
        new("RetrieveRendered", "GET", ["accept", "quality", "viewport", "window", "iccprofile"], [], [Image, InstanceRenderer.Png, $"{Parts}; type=\"{Image}\""], "200",
            [Study + "/rendered", Series + "/rendered", Instance + "/rendered", Frames + "/rendered"]),
        new("RetrieveThumbnail", "GET", ["accept", "viewport"], [], [Image], "200", [Study + "/thumbnail", Series + "/thumbnail", Instance + "/thumbnail", Frames + "/thumbnail"]),
        new("RetrieveByUri", "GET",
            ["requestType", "studyUID", "seriesUID", "objectUID", "contentType", "charset", "transferSyntax", "frameNumber", "rows", "columns", "region", "windowCenter", "windowWidth", "imageQuality"],
            [], [Image, InstanceRenderer.Png, Service.Dicom], "200", ["wado"]),
        new("Store", "POST", [], [.. Files, $"{Parts}; type=\"{Service.Json}\""], [Service.Json], "200 202", ["studies", Study]),
        new("RetrieveCapabilities", "OPTIONS", ["accept"], [], [Wadl.Xml, Wadl.Json], "200", [""]),
        new("RetrieveCapabilitiesByGet", "GET", ["accept"], [], [Wadl.Xml, Wadl.Json], "200", [""]),
    ];
}

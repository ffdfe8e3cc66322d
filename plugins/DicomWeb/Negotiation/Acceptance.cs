using System.Collections.Immutable;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What a client accepts: the query parameter <c>accept</c> before the header field (PS3.18 §8.3.3), and anything where it says nothing.</summary>
internal static class Acceptance
{
    /// <summary>The media ranges, the best first; none of quality 0.</summary>
    public static ImmutableArray<MediaRange> Of(WebRequest request)
    {
        var parameter = string.Join(',', request.Query.Where(pair => pair.Key == "accept").Select(pair => pair.Value));
        var field = parameter.Length > 0 ? parameter : request.Header("Accept");
        return [.. MediaRangeParser.ParseAll(string.IsNullOrWhiteSpace(field) ? "*/*" : field).Where(range => range.Quality > 0)];
    }

    /// <summary>The media type of data sets as JSON that the client takes; null where it takes none.</summary>
    public static string? Json(WebRequest request) => Of(request).Select(range =>
        range.Takes(Service.Json) ? Service.Json : range.Takes("application/json") ? "application/json" : null).FirstOrDefault(type => type is not null);

    /// <summary>The response to a client that takes nothing of what there is.</summary>
    public static WebResponse NotAcceptable(string offered) => WebResponse.Failed(406, "Not acceptable", $"This is to be had as {offered}.");
}

using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Host.Users;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Web;

/// <summary>Makes of a request of the server's what a plugin is given.</summary>
internal static class WebRequests
{
    private static readonly string[] Kept = ["Authorization", "Cookie"];

    /// <summary>The segments of the path below the prefix.</summary>
    public static IReadOnlyList<string> PathOf(HttpContext context) =>
        [.. (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    /// <exception cref="BadHttpRequestException">The body is said to be longer than the route takes.</exception>
    public static WebRequest Of(HttpContext context, WebMatch match, SignedInUser user, string correlationId, WebProgress progress)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // the server's own counts the frames of chunks, too
        }

        if (request.ContentLength > match.Export.MaximumBodyBytes)
        {
            throw WatchedReader.TooLong(match.Export.MaximumBodyBytes.Value);
        }

        return new WebRequest
        {
            Method = match.Route.Method,
            BaseUrl = $"{request.Scheme}://{request.Host.ToUriComponent()}/{match.Route.Prefix}",
            Path = string.Join('/', PathOf(context)),
            RouteValues = match.Values,
            Query = [.. request.Query.SelectMany(pair => pair.Value.Select(value => new KeyValuePair<string, string>(pair.Key, value ?? "")))],
            Headers = request.Headers.Where(pair => !Kept.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
                .ToImmutableDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value.AsEnumerable()), StringComparer.OrdinalIgnoreCase),
            Body = new WatchedReader(request.BodyReader, progress, match.Export.MaximumBodyBytes),
            Caller = user.Caller,
            CallerRights = user.CallerRights,
            CorrelationId = correlationId,
        };
    }
}

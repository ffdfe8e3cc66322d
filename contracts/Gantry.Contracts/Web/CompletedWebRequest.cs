using System.Collections.Immutable;
using System.Net;

namespace Gantry.Contracts;

/// <summary>A request of HTTP to a plugin that has ended.</summary>
public sealed record CompletedWebRequest
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the log lines of this request have in common; empty where it was refused before it came to a plugin.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>The user's name; empty where nobody could be told.</summary>
    public required string User { get; init; }

    /// <summary>The address that it came from; null where it is not known.</summary>
    public EndPoint? Peer { get; init; }

    /// <summary>The address of this side; null where it is not known.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>The method and the route, as <c>GET /dicom-web/studies/{study}</c>; of many requests the same.</summary>
    public required string Route { get; init; }

    /// <summary>The right that the route needs.</summary>
    public required string Right { get; init; }

    /// <summary>What stood for the names of the route.</summary>
    public ImmutableDictionary<string, string> RouteValues { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The query as it was sent, with its question mark; empty for none. It may name patients.</summary>
    public string Query { get; init; } = "";

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong, in a sentence; empty where nothing was, or it is not known.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The time from the request's header to the end of the response.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The bytes of the bodies, in both directions, that the plugin has read and written.</summary>
    public long Bytes { get; init; }

    /// <summary>The plugin that answered it, as <c>id version</c>; empty for the host itself.</summary>
    public string Plugin { get; init; } = "";
}

using System.Collections.Immutable;
using System.IO.Pipelines;

namespace Gantry.Contracts;

/// <summary>A request of HTTP. Made by the host.</summary>
public sealed record WebRequest
{
    /// <summary>The method, in upper case; GET also where the client asked by HEAD.</summary>
    public required string Method { get; init; }

    /// <summary>The URL of the prefix as the client has reached it, without a slash at its end: <c>http://pacs:8042/dicom-web</c>.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The path below the prefix, decoded, without a slash before it.</summary>
    public required string Path { get; init; }

    /// <summary>What stands for the names of the route, decoded.</summary>
    public ImmutableDictionary<string, string> RouteValues { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The query parameters in their order, decoded; a name may be there several times.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The header fields by name, in any letter case; several of a name are joined by commas. Authorization and Cookie are not among them.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body. It belongs to the host, and ends with the request.</summary>
    public required PipeReader Body { get; init; }

    /// <summary>Who asks.</summary>
    public required CatalogCaller Caller { get; init; }

    /// <summary>The rights that the caller has; <see cref="Rights.All"/> among them stands for every one. None for who has not signed in.</summary>
    public ImmutableHashSet<string> CallerRights { get; init; } = [];

    /// <summary>What the log lines of this request have in common.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Whether the caller has a right, besides that which the route needs. <see cref="Rights.Anyone"/> has whoever has signed in.</summary>
    /// <param name="right">The right.</param>
    public bool CallerHas(string right) => Caller.User is not null && (right == Rights.Anyone || CallerRights.Contains(Rights.All) || CallerRights.Contains(right));

    /// <summary>A header field; empty where there is none.</summary>
    /// <param name="name">Its name, in any letter case.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}

using System.Net;

namespace Gantry.Contracts;

/// <summary>What an administrator or a user has done, or has tried to do, through the administration or a web service. It holds no secret and no content of requests.</summary>
public sealed record AdministrativeAction
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: the name of the user, or of the token that was shown; empty where nobody could be told.</summary>
    public required string User { get; init; }

    /// <summary>The address that it came from; null where it is not known.</summary>
    public EndPoint? Peer { get; init; }

    /// <summary>The address of this side; null where it is not known.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>What was done, as <c>POST /admin/plugins/find/reload</c>: method and path, without query.</summary>
    public required string Command { get; init; }

    /// <summary>What kind of an action it is.</summary>
    public required AdministrativeActionKind Kind { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The outcome in a sentence: why it was not done; empty where it was.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>What it concerns: a plugin, an AE, a request; empty for the server as a whole.</summary>
    public string Object { get; init; } = "";
}

using System.Net;
using Gantry.Contracts;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Telemetry;
using Gantry.Host.Users;

namespace Gantry.Host.Web;

/// <summary>Counts requests that have ended, and tells those who observe them.</summary>
internal sealed class WebNotes(Observers observers, HostMetrics metrics, TimeProvider time)
{
    private static readonly object Outcome = new();

    /// <summary>Keeps with a request what is wrong with it.</summary>
    public static void Keep(HttpContext context, string outcome) => context.Items[Outcome] = outcome;

    /// <summary>Notes a request that a plugin has answered, once the client has the end of it.</summary>
    public async Task NoteAsync(
        HttpContext context, WebMatch match, SignedInUser user, PluginGeneration generation, string correlationId, TimeSpan duration, WebProgress progress)
    {
        var request = Of(context, match, user) with
        {
            CorrelationId = correlationId,
            Duration = duration,
            Bytes = progress.Bytes,
            Plugin = $"{generation.Manifest.Id} {generation.Manifest.Version}",
        };
        metrics.WebRequestEnded(request);
        if (match.Route.Right != Rights.Anyone && observers.AreThere)
        {
            await EndAsync(context).ConfigureAwait(false);
            await observers.TellAsync(request).ConfigureAwait(false);
        }
    }

    /// <summary>Notes a request for a route whose caller showed no token, or has not the right.</summary>
    public async Task NoteRefusalAsync(HttpContext context, WebMatch? match, SignedInUser? user)
    {
        if (match is not null && observers.AreThere)
        {
            await EndAsync(context).ConfigureAwait(false);
            await observers.TellAsync(Of(context, match, user)).ConfigureAwait(false);
        }
    }

    // Whoever observes is not waited for by the client: a body of unknown length has its end before.
    private static async Task EndAsync(HttpContext context)
    {
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.CompleteAsync().ConfigureAwait(false);
        }
    }

    private CompletedWebRequest Of(HttpContext context, WebMatch match, SignedInUser? user)
    {
        var connection = context.Connection;
        return new CompletedWebRequest
        {
            At = time.GetUtcNow(),
            User = user?.Name ?? "",
            Peer = EndPointOf(connection.RemoteIpAddress, connection.RemotePort),
            LocalEndPoint = EndPointOf(connection.LocalIpAddress, connection.LocalPort),
            Route = match.Route.ToString(),
            Right = match.Route.Right,
            RouteValues = match.Values,
            Query = context.Request.QueryString.Value ?? "",
            Status = context.Response.StatusCode,
            Outcome = context.Items[Outcome] as string ?? "",
            Duration = TimeSpan.Zero,
        };
    }

    private static IPEndPoint? EndPointOf(IPAddress? address, int port) => address is null ? null : new IPEndPoint(address, port);
}

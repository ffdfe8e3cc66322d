using System.Net;
using Gantry.Contracts;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Telemetry;
using Gantry.Host.Users;
using Microsoft.AspNetCore.Connections.Features;

namespace Gantry.Host.Web;

/// <summary>Counts requests that have ended, and tells those who observe them.</summary>
internal sealed class WebNotes(Observers observers, HostMetrics metrics, TimeProvider time)
{
    private static readonly object Outcome = new(), Waiting = new();

    /// <summary>Keeps with a request what is wrong with it.</summary>
    public static void Keep(HttpContext context, string outcome) => context.Items[Outcome] = outcome;

    /// <summary>Waits where the observers are far behind with what was asked on the connection of a request.</summary>
    public ValueTask HaveRoomAsync(HttpContext context) => observers.AreThere ? ObservationsOf(context).HaveRoomAsync() : ValueTask.CompletedTask;

    /// <summary>Notes a request that a plugin has answered. The observers are told a little later: nobody waits for them.</summary>
    public void Note(HttpContext context, WebMatch match, SignedInUser user, PluginGeneration generation, string correlationId, TimeSpan duration, WebProgress progress)
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
            ObservationsOf(context).Add(request);
        }
    }

    /// <summary>Notes a request for a route whose caller showed no token, or has not the right.</summary>
    public void NoteRefusal(HttpContext context, WebMatch? match, SignedInUser? user)
    {
        if (match is not null && observers.AreThere)
        {
            ObservationsOf(context).Add(Of(context, match, user));
        }
    }

    // Those of one connection in order; several streams of HTTP/2 may ask at a time.
    private Observations ObservationsOf(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return new Observations(observers);
        }

        lock (items)
        {
            if (!items.TryGetValue(Waiting, out var waiting))
            {
                items[Waiting] = waiting = new Observations(observers);
            }

            return (Observations)waiting!;
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

using System.Diagnostics;
using System.Net;
using Gantry.Contracts;
using Gantry.Host.Dispatch;
using Gantry.Host.Users;

namespace Gantry.Host.Administration;

/// <summary>
/// Tells observers what administrators do: whatever changes something, whoever shows no token or a wrong one, and whoever reads the transaction log. Neither queries nor
/// bodies are told, for they may hold secrets.
/// </summary>
internal static class ActionNotes
{
    /// <summary>Tells of a request that was performed, or refused by what performs it.</summary>
    public static Task NoteAsync(HttpContext context, IResult result, long begun)
    {
        var kind = KindOf(context.Request);
        if (kind is null)
        {
            return Task.CompletedTask;
        }

        var status = (result as IStatusCodeHttpResult)?.StatusCode ?? 200;
        return TellAsync(context, context.User().Name, kind.Value, status, (result as IValueHttpResult)?.Value is ProblemView problem ? problem.Detail : "", begun);
    }

    /// <summary>Tells of a request by nobody, or by somebody who lacks the right.</summary>
    public static Task NoteRefusalAsync(HttpContext context, string user, int status, string outcome) =>
        TellAsync(context, user, AdministrativeActionKind.Refused, status, outcome, Stopwatch.GetTimestamp());

    /// <summary>Tells of what somebody did with an account.</summary>
    public static Task NoteAsync(HttpContext context, string user, AdministrativeActionKind kind, int status, string outcome) =>
        TellAsync(context, user, kind, status, outcome, Stopwatch.GetTimestamp());

    private static Task TellAsync(HttpContext context, string user, AdministrativeActionKind kind, int status, string outcome, long begun)
    {
        var connection = context.Connection;
        return context.Service<Observers>().TellAsync(new AdministrativeAction
        {
            At = context.Service<TimeProvider>().GetUtcNow(),
            User = user,
            Peer = EndPointOf(connection.RemoteIpAddress, connection.RemotePort),
            LocalEndPoint = EndPointOf(connection.LocalIpAddress, connection.LocalPort),
            Command = $"{context.Request.Method} {context.Request.Path.Value}",
            Kind = kind,
            Status = status,
            Duration = Stopwatch.GetElapsedTime(begun),
            Outcome = outcome,
            Object = Named(context, "id") ?? Named(context, "ae") ?? Named(context, "uid") ?? Named(context, "name") ?? Named(context, "number")
                ?? Named(context, "instance") ?? Named(context, "series") ?? Named(context, "study") ?? "",
        });
    }

    private static AdministrativeActionKind? KindOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (!path.StartsWith("/admin/", StringComparison.Ordinal))
        {
            return null; // what people do with their accounts is told where it is done
        }

        bool Begins(string part) => path.StartsWith("/admin/" + part, StringComparison.Ordinal);
        if (HttpMethods.IsGet(request.Method))
        {
            // Who follows the log, or goes through it page by page, has begun somewhere.
            return Begins("transactions") && request.Query["after"].ToString() is "" or "0" ? AdministrativeActionKind.AuditLogUsed : null;
        }

        return Begins("plugins/") ? path.EndsWith("/settings", StringComparison.Ordinal) ? AdministrativeActionKind.Configuration : AdministrativeActionKind.Software
            : Begins("log/") ? AdministrativeActionKind.Configuration
            : Begins("transactions") ? AdministrativeActionKind.AuditLogUsed
            : Begins("users") || Begins("roles") || path.EndsWith("/allow", StringComparison.Ordinal) ? AdministrativeActionKind.Security
            : Begins("nodes") || Begins("listeners") || Begins("associations") ? AdministrativeActionKind.Network
            : AdministrativeActionKind.Change;
    }

    private static IPEndPoint? EndPointOf(IPAddress? address, int port) => address is null ? null : new IPEndPoint(address, port);

    private static string? Named(HttpContext context, string name) => context.Request.RouteValues[name] as string;
}

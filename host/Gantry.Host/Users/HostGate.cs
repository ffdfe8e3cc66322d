using System.Net;
using Gantry.Contracts;
using Gantry.Host.Administration;

namespace Gantry.Host.Users;

/// <summary>Lets through to the host's own routes whoever has the right that the route needs, and nobody else.</summary>
internal static class HostGate
{
    private static readonly string[] Guarded = ["/admin", "/account"];

    /// <summary>Who asks; found by <see cref="AdmitAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The route is open to everybody.</exception>
    public static SignedInUser User(this HttpContext context) => context.Features.Get<SignedInUser>() ?? throw new InvalidOperationException("Nobody was asked.");

    public static async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<NeededRight>();
        var isFree = needed is null
            ? !Guarded.Any(prefix => context.Request.Path.StartsWithSegments(prefix))
            : needed.IsOpen || (needed.IsOpenHere && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address));
        if (isFree)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        SignedInUser? user;
        try
        {
            user = await context.Service<Identity>().FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        }
        catch (CatalogException)
        {
            await AdminEndpoints.Problem(503, "Not available", "The users cannot be read at present.").ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (user is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, "", 401, "Not authorized", "A session or a token is needed; the one of the administrator of the machine is in admin.json of the data folder.")
                .ConfigureAwait(false);
        }
        else if (needed is { Right: { } right } && !user.Has(right))
        {
            await RefuseAsync(context, user.Name, 403, "Not allowed", $"The right {right} is needed.").ConfigureAwait(false);
        }
        else
        {
            context.Features.Set(user);
            await next(context).ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(HttpContext context, string user, int status, string title, string detail)
    {
        await ActionNotes.NoteRefusalAsync(context, user, status, detail).ConfigureAwait(false);
        await AdminEndpoints.Problem(status, title, detail).ExecuteAsync(context).ConfigureAwait(false);
    }
}

using System.Diagnostics;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Host.Administration;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Users;

namespace Gantry.Host.Web;

/// <summary>Hands each HTTP request below a plugin's prefix to the plugin, on a lease of its current generation, once its caller was found to have the right.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class WebDispatcher(PluginRegistry registry, Identity identity, WebCalls calls, WebNotes notes, TimeProvider time, ILogger<WebDispatcher> logger)
{
    /// <summary>The most requests that plugins work on at a time; more are told to come back.</summary>
    public const int MostRequests = 256;

    private int _running;
    private long _number;

    /// <summary>The plugin that answers for a path; null where none does.</summary>
    public PluginSlot? Find(PathString path) => PrefixOf(path) is { Length: > 0 } prefix ? registry.Routing.Web(prefix) : null;

    /// <summary>Answers the request. Whatever a plugin does, the request ends.</summary>
    public async Task AnswerAsync(HttpContext context, PluginSlot slot)
    {
        if (Interlocked.Increment(ref _running) > MostRequests)
        {
            Interlocked.Decrement(ref _running);
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, 503, "Busy", "The server works on as many requests as it takes: try again.").ConfigureAwait(false);
            return;
        }

        try
        {
            await notes.HaveRoomAsync(context).ConfigureAwait(false);
            await AdmitAsync(context, slot).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task AdmitAsync(HttpContext context, PluginSlot slot)
    {
        SignedInUser? user;
        try
        {
            user = await identity.FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        }
        catch (CatalogException)
        {
            await RefuseAsync(context, 503, "Not available", "The users cannot be read at present.").ConfigureAwait(false);
            return;
        }

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            await RefuseAsync(context, 415, "Encoded body", "A body is taken as it is, without Content-Encoding.").ConfigureAwait(false);
        }
        else
        {
            await LeaseAsync(context, slot, user).ConfigureAwait(false);
        }
    }

    private async Task LeaseAsync(HttpContext context, PluginSlot slot, SignedInUser? user)
    {
        using var scope = CallerScope.Begin(default);
        using var lease = slot.Acquire(default);
        if (lease is null)
        {
            await RefuseAsync(context, 503, "Not available", "The plugin for this is not loaded.").ConfigureAwait(false);
            return;
        }

        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        var match = WebMatch.Find(lease.Generation.Composition.Web, method, WebRequests.PathOf(context), out var allowed);
        if (user is null && match?.Route.Right != Rights.Anyone)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, 401, "Not authorized", "A session is needed, or a token: as bearer token, or as the password of its user.").ConfigureAwait(false);
            notes.NoteRefusal(context, match, user);
            return;
        }

        user ??= SignedInUser.Nobody;
        if (match is null)
        {
            if (allowed.Count == 0)
            {
                await RefuseAsync(context, 404, "Not found", "There is no such resource.").ConfigureAwait(false);
                return;
            }

            context.Response.Headers.Allow = string.Join(", ", allowed.Contains("GET") ? allowed.Append("HEAD") : allowed);
            await RefuseAsync(context, 405, "No such method", $"The resource has no {method}.").ConfigureAwait(false);
        }
        else if (match.Route.Right != Rights.Anyone && !user.Has(match.Route.Right))
        {
            await RefuseAsync(context, 403, "Not allowed", $"The right {match.Route.Right} is needed.").ConfigureAwait(false);
            notes.NoteRefusal(context, match, user);
        }
        else if (slot.IsPaused)
        {
            await RefuseAsync(context, 503, "Not available", $"{slot.Id} is paused by an administrator.").ConfigureAwait(false);
        }
        else if (!lease.Generation.Quarantine.Admits())
        {
            await RefuseAsync(context, 503, "Not available", $"{slot.Id} is in quarantine after faults.").ConfigureAwait(false);
        }
        else
        {
            var (begun, progress) = (Stopwatch.GetTimestamp(), new WebProgress(time));
            var correlationId = string.Create(CultureInfo.InvariantCulture, $"W{Interlocked.Increment(ref _number)}");
            var outcome = await calls.PerformAsync(context, match, user, lease.Generation, correlationId, progress).ConfigureAwait(false);
            NoteHealth(lease.Generation, scope.Providers, match.Route, outcome);
            var duration = Stopwatch.GetElapsedTime(begun);
            LogAnswered(context, match.Route, user, slot, correlationId, duration);
            notes.Note(context, match, user, lease.Generation, correlationId, duration, progress);
        }
    }

    // The transaction log has every one; what went well is not told of twice, as with operations.
    private void LogAnswered(HttpContext context, WebRoute route, SignedInUser user, PluginSlot slot, string correlationId, TimeSpan duration)
    {
        var status = context.Response.StatusCode;
        var level = status < 400 ? LogLevel.Debug : LogLevel.Information;
        if (logger.IsEnabled(level))
        {
            logger.RequestAnswered(level, correlationId, route.ToString(), user.Name, slot.Id, status, (long)duration.TotalMilliseconds);
        }
    }

    // How long it took says more about the client and what it asked for than about the version: durations are not compared.
    private static void NoteHealth(PluginGeneration generation, IReadOnlyList<PluginGeneration> providers, WebRoute route, WebOutcome outcome)
    {
        if (outcome == WebOutcome.Unread)
        {
            return;
        }

        foreach (var used in providers.Append(generation))
        {
            used.Health.Note(route.ToString(), outcome != WebOutcome.Answered, outcome == WebOutcome.Fault && used == generation, TimeSpan.Zero);
        }
    }

    private Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        WebNotes.Keep(context, detail);
        logger.RequestRefused(PrefixOf(context.Request.Path), context.Connection.RemoteIpAddress?.ToString() ?? "", status, detail);
        return AdminEndpoints.Problem(status, title, detail).ExecuteAsync(context);
    }

    private static string PrefixOf(PathString path)
    {
        var text = path.Value.AsSpan().TrimStart('/');
        return text[..(text.IndexOf('/') is >= 0 and var end ? end : text.Length)].ToString();
    }
}

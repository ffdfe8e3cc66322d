using Gantry.Host.Databases;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/catalog/move</c>: POST makes another plugin's database like the one that serves and switches to it (<c>to=gantry.postgresql</c>), GET says how far
/// it is, POST to <c>switch</c> has the two change places again, DELETE ends it: the other is not kept like the one that serves any more.
/// </summary>
internal static class MoveEndpoints
{
    public static Task<IResult> ReadAsync(HttpContext context) => Task.FromResult(View(context, 200));

    public static async Task<IResult> BeginAsync(HttpContext context)
    {
        var to = context.Request.Query["to"].ToString();
        if (to.Length == 0)
        {
            throw new BadHttpRequestException("to names no plugin: the id of the one whose database is to serve is needed.");
        }

        await context.Service<DatabaseMove>().BeginAsync(to, context.RequestAborted).ConfigureAwait(false);
        return View(context, 202);
    }

    public static Task<IResult> SwitchAsync(HttpContext context)
    {
        context.Service<DatabaseMove>().AskToSwitch();
        return Task.FromResult(View(context, 202));
    }

    public static async Task<IResult> EndAsync(HttpContext context)
    {
        await context.Service<DatabaseMove>().EndAsync(CancellationToken.None).ConfigureAwait(false);
        return View(context, 200);
    }

    private static IResult View(HttpContext context, int status)
    {
        var (choice, progress) = (context.Service<DatabaseChoice>(), context.Service<DatabaseMove>().Progress);
        return Results.Json(
            new MoveView(
                choice.Current, choice.Standby, progress?.State.ToString() ?? "None", choice.IsToSwitch, progress?.StartedAt, progress?.SwitchedAt, progress?.Kind?.ToString(),
                progress?.Compared ?? 0, progress?.Written ?? 0, progress?.Removed ?? 0, context.Service<DatabaseWrites>().Changes.Count, progress?.Verified ?? 0, progress?.Digest, progress?.Problem),
            AdminJson.Default.MoveView,
            statusCode: status);
    }
}

/// <summary>Which database serves, which is kept like it, and how far that is.</summary>
/// <param name="Current">The plugin whose database serves.</param>
/// <param name="Standby">The plugin whose database is kept like it; null for none.</param>
/// <param name="State">What is done; <c>None</c> where there is no standby.</param>
/// <param name="IsToSwitch">Whether they change places as soon as they are alike.</param>
/// <param name="StartedAt">Since when, or since which start of the host.</param>
/// <param name="SwitchedAt">When they last changed places since then.</param>
/// <param name="Kind">The kind of records that is looked through.</param>
/// <param name="Compared">The records looked at.</param>
/// <param name="Written">The records written into the standby.</param>
/// <param name="Removed">The records removed from it.</param>
/// <param name="Pending">The changes that it does not have yet.</param>
/// <param name="Verified">The records that were the same in both when all was compared last.</param>
/// <param name="Digest">A digest of those.</param>
/// <param name="Problem">What is in the way.</param>
internal sealed record MoveView(
    string? Current,
    string? Standby,
    string State,
    bool IsToSwitch,
    DateTimeOffset? StartedAt,
    DateTimeOffset? SwitchedAt,
    string? Kind,
    long Compared,
    long Written,
    long Removed,
    int Pending,
    long Verified,
    string? Digest,
    string? Problem);

using Gantry.Contracts;
using Gantry.Host.Maintenance;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/catalog/reindex</c>: POST rebuilds the catalog from the instance store (<c>workers=8</c>, <c>remove-missing=true</c>, <c>anew=true</c>), GET says
/// how far it is, DELETE stops it.
/// </summary>
internal static class ReindexEndpoints
{
    public static Task<IResult> ReadAsync(HttpContext context) => Task.FromResult(
        context.Service<Reindexing>().Progress is { } progress
            ? Results.Json(View(progress), AdminJson.Default.ReindexView)
            : AdminEndpoints.Problem(404, "No rebuild", "The catalog has not been rebuilt since the server was started."));

    public static Task<IResult> StartAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var options = new ReindexOptions(QueryValues.Number(query, "workers", ReindexOptions.DefaultWorkers, 1, 64), QueryValues.Flag(query, "remove-missing"), QueryValues.Flag(query, "anew"));
        var routing = context.Service<PluginRegistry>().Routing;
        var missing = new[] { typeof(ICatalog), typeof(IInstanceStore), typeof(IStoredInstanceReader) }
            .Where(contract => routing.Provider(contract) is null).Select(contract => contract.Name).ToList();
        if (missing.Count > 0)
        {
            return Task.FromResult(AdminEndpoints.Problem(409, "Not possible", $"No plugin provides {string.Join(", ", missing)}."));
        }

        var reindexing = context.Service<Reindexing>();
        return Task.FromResult(reindexing.TryStart(options)
            ? Results.Json(View(reindexing.Progress!), AdminJson.Default.ReindexView, statusCode: 202)
            : AdminEndpoints.Problem(409, "Running", "The catalog is being rebuilt already."));
    }

    public static async Task<IResult> StopAsync(HttpContext context)
    {
        await context.Service<Reindexing>().StopAsync().ConfigureAwait(false);
        return await ReadAsync(context).ConfigureAwait(false);
    }

    private static ReindexView View(ReindexProgress progress)
    {
        var counts = progress.Counts;
        return new ReindexView(
            progress.State.ToString(), progress.StartedAt, progress.EndedAt, progress.PartsDone, progress.Parts,
            counts.Added, counts.Present, counts.Unreadable, counts.Removed, progress.Failure);
    }
}

/// <summary>How far the rebuild of the catalog has come, or how the last one ended.</summary>
internal sealed record ReindexView(
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int PartsDone,
    int Parts,
    long Added,
    long Present,
    long Unreadable,
    long Removed,
    string? Failure);

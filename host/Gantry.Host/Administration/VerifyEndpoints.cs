using Gantry.Contracts;
using Gantry.Host.Maintenance.Verification;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/catalog/verify</c>: POST reads every stored instance and compares store and catalog (<c>workers=2</c>, <c>rate=20</c> in MB/s, <c>anew=true</c>), GET says how
/// far it is and what was found, DELETE stops it.
/// </summary>
internal static class VerifyEndpoints
{
    public static Task<IResult> ReadAsync(HttpContext context) => Task.FromResult(
        context.Service<Verifying>().Progress is { } progress
            ? Results.Json(View(progress), AdminJson.Default.VerificationView)
            : AdminEndpoints.Problem(404, "No verification", "The instance store has not been verified since the server was started."));

    public static Task<IResult> StartAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var options = new VerificationOptions(
            QueryValues.Number(query, "workers", VerificationOptions.DefaultWorkers, 1, 64), QueryValues.Number(query, "rate", 0, 0, 100_000), QueryValues.Flag(query, "anew"));
        var routing = context.Service<PluginRegistry>().Routing;
        var missing = new[] { typeof(ICatalog), typeof(IInstanceStore) }.Where(contract => routing.Provider(contract) is null).Select(contract => contract.Name).ToList();
        if (missing.Count > 0)
        {
            return Task.FromResult(AdminEndpoints.Problem(409, "Not possible", $"No plugin provides {string.Join(", ", missing)}."));
        }

        var verifying = context.Service<Verifying>();
        return Task.FromResult(verifying.TryStart(options)
            ? Results.Json(View(verifying.Progress!), AdminJson.Default.VerificationView, statusCode: 202)
            : AdminEndpoints.Problem(409, "Running", "The instance store is being verified already."));
    }

    public static async Task<IResult> StopAsync(HttpContext context)
    {
        await context.Service<Verifying>().HoldAsync().ConfigureAwait(false);
        return await ReadAsync(context).ConfigureAwait(false);
    }

    private static VerificationView View(VerificationProgress progress)
    {
        var counts = progress.Counts;
        return new VerificationView(
            progress.State.ToString(), progress.IsScrub, progress.StartedAt, progress.EndedAt, progress.PartsDone, progress.Parts,
            counts.Intact, counts.Whole, counts.Damaged, counts.Unreadable, counts.Unlisted, counts.Missing, counts.Bytes,
            [.. progress.Findings.Select(finding => new VerificationFindingView(finding.Fault.ToString(), finding.Location, finding.SopInstance, finding.Detail))],
            progress.Failure);
    }
}

/// <summary>How far the verification of the instance store has come, or how the last one ended, and the first thousand faults.</summary>
internal sealed record VerificationView(
    string State,
    bool IsScrub,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int PartsDone,
    int Parts,
    long Intact,
    long Whole,
    long Damaged,
    long Unreadable,
    long Unlisted,
    long Missing,
    long Bytes,
    IReadOnlyList<VerificationFindingView> Findings,
    string? Failure);

/// <summary>An instance with which something is wrong.</summary>
internal sealed record VerificationFindingView(string Fault, string Location, string? SopInstance, string Detail);

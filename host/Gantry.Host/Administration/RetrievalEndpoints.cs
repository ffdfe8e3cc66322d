using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Settings;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary><c>/admin/retrievals</c>: the retrievals that go on, and with <c>all=true</c> the last that ended; one with what became of each instance.</summary>
internal static class RetrievalEndpoints
{
    public static Task<IResult> ListAsync(HttpContext context)
    {
        var all = context.Request.Query["all"].ToString() == "true";
        var view = new RetrievalsView(
            [.. context.Service<RetrievalBook>().List().Where(retrieval => all || retrieval.EndedAt is null).Select(retrieval => View(context, retrieval, withInstances: false))]);
        return Task.FromResult(Results.Json(view, RetrievalJson.Default.RetrievalsView));
    }

    public static Task<IResult> ShowAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return Task.FromResult(context.Service<RetrievalBook>().List().FirstOrDefault(retrieval => retrieval.Id == id) is { } found
            ? Results.Json(View(context, found, withInstances: true), RetrievalJson.Default.RetrievalView)
            : Problem(404, "No such retrieval", $"There is no retrieval {id} that goes on or has ended lately."));
    }

    private static RetrievalView View(HttpContext context, Retrieval retrieval, bool withInstances) =>
        RetrievalView.Of(retrieval, context.Service<TimeProvider>().GetUtcNow(), withInstances, context.Service<GantrySettings>().Logging.PatientData);
}

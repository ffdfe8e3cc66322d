using Gantry.Host.Memory;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Administration;

/// <summary><c>GET /admin/plugins/{id}/why</c>: what keeps the retired generations of a plugin in memory. The host stands still while it is looked for.</summary>
internal static class MemoryEndpoint
{
    private const int MostGenerations = 3;

    public static async Task<IResult> WhyAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var services = context.RequestServices;
        if (!services.GetRequiredService<PluginRegistry>().TryFind(id, out var slot))
        {
            return Results.Json(new ProblemView("No such plugin", 404, $"There is no plugin {id}."), AdminJson.Default.ProblemView, "application/problem+json", 404);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers(); // what is only garbage should not be looked for
        var views = new List<HeldView>();
        var retired = services.GetRequiredService<RetiredGenerations>().List().Where(entry => entry.Id == slot.Id && entry.CollectedAt is null);
        foreach (var entry in retired.TakeLast(MostGenerations))
        {
            views.Add(await LookAsync(entry, services.GetRequiredService<MemoryInspector>(), context.RequestAborted).ConfigureAwait(false));
        }

        return Results.Json(new WhyView(slot.Id, views), AdminJson.Default.WhyView);
    }

    private static async Task<HeldView> LookAsync(RetiredGeneration entry, MemoryInspector inspector, CancellationToken cancellationToken)
    {
        if (entry.UnloadedAt is null)
        {
            return new HeldView(entry.Name, [], $"It still has {entry.Operations} operations, or has not stopped yet.", 0, 0);
        }

        if (entry.IsKept)
        {
            return new HeldView(entry.Name, [], "It is kept in memory, as Gantry:KeepInMemory says.", 0, 0);
        }

        var answer = await inspector.InspectAsync(entry, cancellationToken).ConfigureAwait(false);
        return new HeldView(entry.Name, answer.Path, answer.Problem, answer.Objects, answer.Milliseconds);
    }
}

internal sealed record WhyView(string Id, IReadOnlyList<HeldView> Generations);

internal sealed record HeldView(string Name, IReadOnlyList<string> Path, string? Problem, int Objects, long Milliseconds);

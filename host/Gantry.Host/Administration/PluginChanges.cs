using System.Globalization;
using Gantry.Dicom;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Users;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>POST /admin/plugins/ID/ACTION</c>: load, reload, unload, rollback, promote, cancel, pause and resume. The query says how: <c>canary=10</c> (percent) or <c>ae=CT1</c>
/// (repeated), and <c>drain=wait</c> or <c>drain=cancel</c> with <c>deadline=SECONDS</c>.
/// </summary>
internal static class PluginChanges
{
    private static readonly string[] Actions = ["load", "reload", "unload", "rollback", "promote", "cancel", "pause", "resume"];

    public static async Task<IResult> PerformAsync(HttpContext context)
    {
        var registry = context.Service<PluginRegistry>();
        var settings = context.Service<GantrySettings>();
        var (id, action) = ((string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["action"]!);
        if (!Actions.Contains(action))
        {
            return AdminEndpoints.Problem(404, "No such action", $"{action} is not one of {string.Join(", ", Actions)}.");
        }

        var options = ReadOptions(context.Request.Query, settings);
        var aborted = context.RequestAborted;
        if (!registry.TryFind(id, out var slot))
        {
            var folder = Path.Combine(settings.PluginFolder, id);
            if (action != "load" || Path.GetFileName(id) != id || !Directory.Exists(folder))
            {
                return AdminEndpoints.Problem(404, "No such plugin", $"There is no plugin {id}.");
            }

            slot = await registry.LoadAsync(folder, again: true, options, aborted).ConfigureAwait(false);
            return Results.Json(PluginViews.Of(slot), AdminJson.Default.PluginView);
        }

        switch (action)
        {
            case "unload":
                await registry.UnloadAsync(slot, options.Drain, aborted).ConfigureAwait(false);
                break;
            case "rollback":
                await registry.RollBackAsync(slot, options.Drain, aborted).ConfigureAwait(false);
                break;
            case "promote":
                await registry.PromoteAsync(slot, options.Drain, aborted).ConfigureAwait(false);
                break;
            case "pause":
                registry.Pause(slot, context.User().Name);
                break;
            case "resume":
                registry.Resume(slot, context.User().Name);
                break;
            case "cancel":
                await CancelAsync(context.Service<RetiredGenerations>(), slot).ConfigureAwait(false);
                break;
            default:
                await registry.LoadAsync(slot.Folder, again: true, options, aborted).ConfigureAwait(false);
                break;
        }

        return Results.Json(PluginViews.Of(slot), AdminJson.Default.PluginView);
    }

    /// <summary><c>POST /admin/install?folder=PATH</c>: copies a folder of this machine into the plugin folder and loads it; the rest of the query as above.</summary>
    public static async Task<IResult> InstallAsync(HttpContext context)
    {
        var folder = context.Request.Query["folder"].ToString();
        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
        {
            return AdminEndpoints.NoFolder(folder);
        }

        var options = ReadOptions(context.Request.Query, context.Service<GantrySettings>());
        var slot = await context.Service<PluginRegistry>().InstallAsync(folder, options, context.RequestAborted).ConfigureAwait(false);
        return Results.Json(PluginViews.Of(slot), AdminJson.Default.PluginView);
    }

    private static async Task CancelAsync(RetiredGenerations retired, PluginSlot slot)
    {
        foreach (var draining in retired.List().Where(entry => entry.Id == slot.Id && entry.UnloadedAt is null))
        {
            await draining.CancelAsync().ConfigureAwait(false);
        }
    }

    private static SwapOptions ReadOptions(IQueryCollection query, GantrySettings settings)
    {
        var usual = SwapOptions.Of(settings).Drain;
        var (canary, callers) = (query["canary"].ToString(), query["ae"]);
        if (canary.Length > 0 && callers.Count > 0)
        {
            throw new BadHttpRequestException("A canary is a share of the operations or those of some AEs, not both.");
        }

        var rule = canary.Length > 0 ? CanaryRule.Share(Number(canary, "canary", 1, 99)) : callers.Count > 0 ? CanaryRule.Of(callers.Select(Title)) : null;
        var cancels = query["drain"].ToString() switch
        {
            "" => usual.Cancels,
            "wait" => false,
            "cancel" => true,
            var other => throw new BadHttpRequestException($"drain is '{other}'; wait or cancel is needed."),
        };
        var deadline = query["deadline"].ToString() is { Length: > 0 } text ? TimeSpan.FromSeconds(Number(text, "deadline", 0, 86_400)) : usual.Deadline;
        return new SwapOptions(rule, new DrainPolicy(deadline, cancels));
    }

    private static AETitle Title(string? text) => AETitle.TryParse(text ?? "", out var title)
        ? title
        : throw new BadHttpRequestException($"ae is '{text}'; an AE title has 1 to 16 characters of ASCII without backslash.");

    private static int Number(string text, string name, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BadHttpRequestException($"{name} is '{text}'; a whole number from {least} to {most} is needed.");
}

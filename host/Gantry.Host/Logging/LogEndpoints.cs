using System.Globalization;
using System.Text.Json;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Logging;

/// <summary><c>GET /admin/logs</c>, <c>GET</c> and <c>PUT /admin/log/levels</c>.</summary>
internal static class LogEndpoints
{
    private const int MostEntries = 2_000;

    /// <returns>The entries; null with a reason where the query is not understood.</returns>
    public static (IResult? Result, string Fault) Read(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryNumber(query["after"], 0, out var after) || !TryNumber(query["limit"], 100, out var limit) || limit > MostEntries)
        {
            return (null, $"after and limit are whole numbers, the limit at most {MostEntries}.");
        }

        var level = LogLevel.Trace;
        if (query["level"].ToString() is { Length: > 0 } name && !LoggingSettings.TryParse(name, out level))
        {
            return (null, $"'{name}' is not Trace, Debug, Information, Warning, Error or Critical.");
        }

        var log = context.RequestServices.GetRequiredService<RecentLog>();
        var last = log.Last; // before the entries: what comes in between is given twice rather than never
        var plugin = query["plugin"].ToString() is { Length: > 0 } id ? Plugin(context, id) : null;
        var entries = log.Read(after, level, plugin, (int)limit);
        return (Results.Json(new LogView(entries, Math.Max(last, entries.Count == 0 ? 0 : entries[^1].Number)), LogJson.Default.LogView), "");
    }

    public static IResult ReadLevels(HttpContext context)
    {
        var levels = context.RequestServices.GetRequiredService<LogLevels>();
        return Results.Json(new LogLevelsView(levels.Default, levels.Others), LogJson.Default.LogLevelsView);
    }

    /// <returns>The levels as they are now; null with a reason where nothing was changed.</returns>
    public static async Task<(IResult? Result, string Fault)> ChangeAsync(HttpContext context)
    {
        LogLevelChange? change;
        try
        {
            change = await context.Request.ReadFromJsonAsync(LogJson.Default.LogLevelChange, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            change = null;
        }

        LogLevel? level = null;
        if (change?.Level is { } text)
        {
            if (!LoggingSettings.TryParse(text, out var parsed))
            {
                return (null, $"'{text}' is not Trace, Debug, Information, Warning, Error or Critical.");
            }

            level = parsed;
        }

        var levels = context.RequestServices.GetRequiredService<LogLevels>();
        switch (change)
        {
            case { Name.Length: > 0 and <= 200 }:
                levels.Set(Plugin(context, change.Name), level);
                return (ReadLevels(context), "");
            case not null when change.Name is null && level is { } all:
                levels.Set(all);
                return (ReadLevels(context), "");
            default:
                return (null, "A level is needed, and a name of at most 200 letters where it is not for all.");
        }
    }

    // "find" is gantry.find; what is no plugin is a category.
    private static string Plugin(HttpContext context, string name) =>
        context.RequestServices.GetRequiredService<PluginRegistry>().TryFind(name, out var slot) ? slot.Id : name;

    private static bool TryNumber(string? text, long otherwise, out long number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

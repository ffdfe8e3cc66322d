using System.Globalization;
using System.Text.Json;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Logging;

/// <summary><c>GET /admin/logs</c>, <c>GET /admin/logs/stream</c>, <c>GET</c> and <c>PUT /admin/log/levels</c>.</summary>
internal static class LogEndpoints
{
    private const int MostEntries = 2_000;

    /// <returns>The entries; null with a reason where the query is not understood.</returns>
    public static (IResult? Result, string Fault) Read(HttpContext context)
    {
        if (QueryOf(context, out var fault) is not { } query)
        {
            return (null, fault);
        }

        var log = context.RequestServices.GetRequiredService<RecentLog>();
        return (Results.Json(log.View(query), LogJson.Default.LogView), "");
    }

    /// <returns>The entries, and all that are written from now on; null with a reason where the query is not understood, or too many follow the log.</returns>
    public static (IResult? Result, string Fault) Follow(HttpContext context) => QueryOf(context, out var fault) is { } query
        ? (Results.ServerSentEvents(context.RequestServices.GetRequiredService<LogStream>().FollowAsync(context, query, context.RequestAborted)), "")
        : (null, fault);

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

    private static LogQuery? QueryOf(HttpContext context, out string fault)
    {
        var query = context.Request.Query;
        fault = "";
        if (!TryNumber(query["after"], 0, out var after) || !TryNumber(query["limit"], 100, out var limit) || limit > MostEntries)
        {
            fault = $"after and limit are whole numbers, the limit at most {MostEntries}.";
            return null;
        }

        var level = LogLevel.Trace;
        if (query["level"].ToString() is { Length: > 0 } name && !LoggingSettings.TryParse(name, out level))
        {
            fault = $"'{name}' is not Trace, Debug, Information, Warning, Error or Critical.";
            return null;
        }

        return new LogQuery(after, level, query["plugin"].ToString() is { Length: > 0 } id ? Plugin(context, id) : null, (int)limit);
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

using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Host.Listener;
using Gantry.Host.Maintenance.Replays;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>POST <c>/admin/transactions/replay</c>: asks the newest requests that satisfy every condition of the query again, at most <c>limit</c>, and says what is answered otherwise; with <c>rehearse=true</c> those, too, that change anything, of which nothing is done.</summary>
internal static class ReplayEndpoint
{
    public static async Task<IResult> RunAsync(HttpContext context)
    {
        var rehearses = QueryValues.Flag(context.Request.Query, "rehearse");
        var replay = new Replay(context.Service<PluginRegistry>(), context.Service<OwnAssociations>(), context.Service<TimeProvider>(), rehearses);
        try
        {
            return Results.Json(await replay.RunAsync(TransactionQuery.Read(context.Request.Query), context.RequestAborted).ConfigureAwait(false), ReplayJson.Default.ReplayReport);
        }
        catch (ServiceUnavailableException exception)
        {
            return Problem(404, "No such service", exception.Message);
        }
        catch (CatalogException exception)
        {
            return Problem(exception.IsTransient ? 503 : 409, "Not done", exception.Message);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;

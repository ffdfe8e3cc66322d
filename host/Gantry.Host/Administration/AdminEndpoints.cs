using System.Diagnostics;
using Gantry.Host.Conformance;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Signatures;

namespace Gantry.Host.Administration;

/// <summary>The admin API: <c>/admin/**</c>, on the loopback address, with the bearer token. What fails is a problem (RFC 9457) with one clear sentence.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication application)
    {
        application.Use(Authorize);
        application.MapGet("/admin/status", Route(Status));
        application.MapGet("/admin/statistics", Route(StatisticsEndpoint.ReadAsync));
        application.MapGet("/admin/statistics/received", Route(StatisticsEndpoint.ReadReceivedAsync));
        application.MapGet("/admin/plugins", Route(ListPlugins));
        application.MapGet("/admin/check", Route(CheckFolder));
        application.MapPost("/admin/install", Route(PluginChanges.InstallAsync));
        application.MapGet("/admin/plugins/{id}/settings", Route(PluginSettingsEndpoints.GetAsync));
        application.MapPut("/admin/plugins/{id}/settings", Route(PluginSettingsEndpoints.PutAsync));
        application.MapPatch("/admin/plugins/{id}/settings", Route(PluginSettingsEndpoints.PatchAsync));
        application.MapGet("/admin/plugins/{id}/settings/schema", Route(PluginSettingsEndpoints.GetSchemaAsync));
        application.MapGet("/admin/plugins/{id}/why", Route(MemoryEndpoint.WhyAsync));
        application.MapPost("/admin/plugins/{id}/{action}", Route(PluginChanges.PerformAsync));
        application.MapGet("/admin/catalog", Route(CatalogEndpoints.DescribeAsync));
        application.MapPost("/admin/catalog/migrate", Route(CatalogEndpoints.MigrateAsync));
        application.MapPost("/admin/catalog/check", Route(CatalogEndpoints.CheckAsync));
        application.MapGet("/admin/catalog/move", Route(MoveEndpoints.ReadAsync));
        application.MapPost("/admin/catalog/move", Route(MoveEndpoints.BeginAsync));
        application.MapPost("/admin/catalog/move/switch", Route(MoveEndpoints.SwitchAsync));
        application.MapDelete("/admin/catalog/move", Route(MoveEndpoints.EndAsync));
        application.MapGet("/admin/conformance", Route(Conformance));
        application.MapGet("/admin/catalog/reindex", Route(ReindexEndpoints.ReadAsync));
        application.MapPost("/admin/catalog/reindex", Route(ReindexEndpoints.StartAsync));
        application.MapDelete("/admin/catalog/reindex", Route(ReindexEndpoints.StopAsync));
        application.MapGet("/admin/catalog/verify", Route(VerifyEndpoints.ReadAsync));
        application.MapPost("/admin/catalog/verify", Route(VerifyEndpoints.StartAsync));
        application.MapDelete("/admin/catalog/verify", Route(VerifyEndpoints.StopAsync));
        application.MapGet("/admin/import", Route(ImportEndpoints.ReadAsync));
        application.MapPost("/admin/import", Route(ImportEndpoints.StartAsync));
        application.MapDelete("/admin/import", Route(ImportEndpoints.StopAsync));
        application.MapGet("/admin/commitments", Route(CommitmentEndpoints.ListAsync));
        application.MapPost("/admin/commitments", Route(CommitmentOrders.AskAsync));
        application.MapGet("/admin/commitments/held", Route(CommitmentOrders.HeldAsync));
        application.MapGet("/admin/commitments/{uid}", Route(CommitmentEndpoints.ShowAsync));
        application.MapPost("/admin/commitments/{uid}/retry", Route(CommitmentEndpoints.RetryAsync));
        application.MapPost("/admin/commitments/{uid}/give-up", Route(CommitmentEndpoints.GiveUpAsync));
        application.MapGet("/admin/media", Route(MediaEndpoints.ListAsync));
        application.MapPost("/admin/media", Route(MediaOrders.CreateAsync));
        application.MapGet("/admin/media/devices", Route(MediaEndpoints.DevicesAsync));
        application.MapGet("/admin/media/{uid}", Route(MediaEndpoints.ShowAsync));
        application.MapPost("/admin/media/{uid}/cancel", Route(MediaOrders.CancelAsync));
        application.MapPost("/admin/media/{uid}/repeat", Route(MediaOrders.RepeatAsync));
        application.MapGet("/admin/set-aside", Route(SetAsideEndpoints.ListAsync));
        application.MapGet("/admin/set-aside/{id}", Route(SetAsideEndpoints.ShowAsync));
        application.MapGet("/admin/set-aside/{id}/content", Route(SetAsideEndpoints.ReadAsync));
        application.MapDelete("/admin/set-aside/{id}", Route(SetAsideEndpoints.RemoveAsync));
        application.MapGet("/admin/retention", Route(RetentionEndpoints.ShowAsync));
        application.MapPost("/admin/retention/run", Route(RetentionEndpoints.RunAsync));
        application.MapGet("/admin/transactions", Route(TransactionEndpoints.ListAsync));
        application.MapPost("/admin/transactions", Route(TransactionImportEndpoint.AddAsync));
        application.MapPost("/admin/transactions/replay", Route(ReplayEndpoint.RunAsync));
        application.MapGet("/admin/transactions/{number}", Route(TransactionEndpoints.ShowAsync));
        application.MapGet("/admin/logs", Route(ReadLog));
        application.MapGet("/admin/log/levels", Route(context => Task.FromResult(LogEndpoints.ReadLevels(context))));
        application.MapPut("/admin/log/levels", Route(ChangeLogLevel));
        application.MapGet("/admin/nodes", Route(AccessEndpoints.ListNodes));
        application.MapPut("/admin/nodes/{ae}", Route(AccessEndpoints.PutNode));
        application.MapDelete("/admin/nodes/{ae}", Route(AccessEndpoints.RemoveNode));
        application.MapPost("/admin/nodes/{ae}/allow", Route(AccessEndpoints.Allow));
        application.MapGet("/admin/refusals", Route(AccessEndpoints.ListRefusals));
        application.MapGet("/admin/retrievals", Route(RetrievalEndpoints.ListAsync));
        application.MapGet("/admin/retrievals/{id}", Route(RetrievalEndpoints.ShowAsync));
        application.MapPost("/admin/retrievals/{id}/resume", Route(RetrievalEndpoints.ResumeAsync));
        application.MapPost("/admin/retrievals/{id}/cancel", Route(RetrievalEndpoints.CancelAsync));
        application.MapGet("/admin/associations", Route(AccessEndpoints.ListAssociations));
        application.MapDelete("/admin/associations/{id}", Route(AccessEndpoints.AbortAssociation));
    }

    private static async Task Authorize(HttpContext context, RequestDelegate next)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        if (context.Request.Path.StartsWithSegments("/admin")
            && !(header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && context.Service<AdminTokenFile>().Opens(header.AsSpan(scheme.Length))))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ActionNotes.NoteRefusalAsync(context).ConfigureAwait(false);
            await Problem(401, "Not authorized", "The admin API needs the bearer token from admin.json in the data folder.").ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private static RequestDelegate Route(Func<HttpContext, Task<IResult>> action) => async context =>
    {
        var begun = Stopwatch.GetTimestamp();
        IResult result;
        try
        {
            result = await action(context).ConfigureAwait(false);
        }
        catch (PluginRefusedException refusal)
        {
            result = Problem(409, "Refused", refusal.Message);
        }
        catch (BadHttpRequestException bad)
        {
            result = Problem(bad.StatusCode, "Bad request", bad.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result = Problem(500, "Not done", exception.Message);
        }

        await ActionNotes.NoteAsync(context, result, begun).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    };

    private static async Task<IResult> Status(HttpContext context) =>
        Results.Json(await context.Service<StatusReader>().ReadAsync(context.RequestAborted).ConfigureAwait(false), AdminJson.Default.StatusView);

    private static Task<IResult> ListPlugins(HttpContext context) => Task.FromResult(
        Results.Json(PluginViews.All(context.Service<PluginRegistry>(), context.Service<RetiredGenerations>()), AdminJson.Default.PluginsView));

    private static Task<IResult> CheckFolder(HttpContext context)
    {
        var folder = context.Request.Query["folder"].ToString();
        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
        {
            return Task.FromResult(NoFolder(folder));
        }

        var report = FolderReport.Make(
            folder, context.Service<PluginRegistry>(), context.Service<SignatureVerifier>(), context.Service<ResidentContexts>());
        return Task.FromResult(Results.Json(PluginViews.Of(report), AdminJson.Default.FolderView));
    }

    private static Task<IResult> Conformance(HttpContext context) => Task.FromResult(
        ConformanceEndpoint.Read(context) ?? Problem(400, "No such format", "The format is markdown, html or json."));

    private static Task<IResult> ReadLog(HttpContext context)
    {
        var (result, fault) = LogEndpoints.Read(context);
        return Task.FromResult(result ?? Problem(400, "Bad query", fault));
    }

    private static async Task<IResult> ChangeLogLevel(HttpContext context)
    {
        var (result, fault) = await LogEndpoints.ChangeAsync(context).ConfigureAwait(false);
        return result ?? Problem(400, "Bad level", fault);
    }

    internal static IResult NoFolder(string folder) => Problem(404, "No such folder", $"There is no folder {folder}; its full path is needed.");

    internal static IResult Problem(int status, string title, string detail) =>
        Results.Json(new ProblemView(title, status, detail), AdminJson.Default.ProblemView, "application/problem+json", status);

    internal static T Service<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}

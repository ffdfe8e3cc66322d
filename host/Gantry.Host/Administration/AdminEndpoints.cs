using System.Diagnostics;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Conformance;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Signatures;
using Gantry.Host.Users;

namespace Gantry.Host.Administration;

/// <summary>The admin API: <c>/admin/**</c>, for whoever has the right that a route needs. What fails is a problem (RFC 9457) with one clear sentence.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication application)
    {
        application.Use(HostGate.AdmitAsync);
        application.MapAccounts();
        application.MapUsers();
        Map("GET", Rights.ReadStatus, "/admin/status", Status);
        Map("GET", Rights.ReadStatus, "/admin/statistics", StatisticsEndpoint.ReadAsync);
        Map("GET", Rights.ReadStatus, "/admin/statistics/received", StatisticsEndpoint.ReadReceivedAsync);
        Map("GET", Rights.ReadStatus, "/admin/plugins", ListPlugins);
        Map("GET", Rights.ManagePlugins, "/admin/check", CheckFolder);
        Map("POST", Rights.ManagePlugins, "/admin/install", PluginChanges.InstallAsync);
        Map("GET", Rights.ManagePlugins, "/admin/plugins/{id}/settings", PluginSettingsEndpoints.GetAsync);
        Map("PUT", Rights.ManagePlugins, "/admin/plugins/{id}/settings", PluginSettingsEndpoints.PutAsync);
        Map("PATCH", Rights.ManagePlugins, "/admin/plugins/{id}/settings", PluginSettingsEndpoints.PatchAsync);
        Map("GET", Rights.ManagePlugins, "/admin/plugins/{id}/settings/schema", PluginSettingsEndpoints.GetSchemaAsync);
        Map("GET", Rights.ManagePlugins, "/admin/plugins/{id}/why", MemoryEndpoint.WhyAsync);
        Map("POST", Rights.ManagePlugins, "/admin/plugins/{id}/{action}", PluginChanges.PerformAsync);
        Map("GET", Rights.ManageStorage, "/admin/catalog", CatalogEndpoints.DescribeAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/migrate", CatalogEndpoints.MigrateAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/check", CatalogEndpoints.CheckAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/test/{id}", DatabaseTest.RunAsync);
        Map("GET", Rights.ManageStorage, "/admin/catalog/move", MoveEndpoints.ReadAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/move", MoveEndpoints.BeginAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/move/switch", MoveEndpoints.SwitchAsync);
        Map("DELETE", Rights.ManageStorage, "/admin/catalog/move", MoveEndpoints.EndAsync);
        Map("GET", Rights.ReadStatus, "/admin/conformance", Conformance);
        Map("GET", Rights.ManageStorage, "/admin/catalog/reindex", ReindexEndpoints.ReadAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/reindex", ReindexEndpoints.StartAsync);
        Map("DELETE", Rights.ManageStorage, "/admin/catalog/reindex", ReindexEndpoints.StopAsync);
        Map("GET", Rights.ManageStorage, "/admin/catalog/verify", VerifyEndpoints.ReadAsync);
        Map("POST", Rights.ManageStorage, "/admin/catalog/verify", VerifyEndpoints.StartAsync);
        Map("DELETE", Rights.ManageStorage, "/admin/catalog/verify", VerifyEndpoints.StopAsync);
        Map("GET", Rights.ManageStorage, "/admin/import", ImportEndpoints.ReadAsync);
        Map("POST", Rights.ManageStorage, "/admin/import", ImportEndpoints.StartAsync);
        Map("DELETE", Rights.ManageStorage, "/admin/import", ImportEndpoints.StopAsync);
        Map("GET", Rights.ManageTransfers, "/admin/commitments", CommitmentEndpoints.ListAsync);
        Map("POST", Rights.ManageTransfers, "/admin/commitments", CommitmentOrders.AskAsync);
        Map("GET", Rights.ManageTransfers, "/admin/commitments/held", CommitmentOrders.HeldAsync);
        Map("GET", Rights.ManageTransfers, "/admin/commitments/{uid}", CommitmentEndpoints.ShowAsync);
        Map("POST", Rights.ManageTransfers, "/admin/commitments/{uid}/retry", CommitmentEndpoints.RetryAsync);
        Map("POST", Rights.ManageTransfers, "/admin/commitments/{uid}/give-up", CommitmentEndpoints.GiveUpAsync);
        Map("GET", Rights.OrderMedia, "/admin/media", MediaEndpoints.ListAsync);
        Map("POST", Rights.OrderMedia, "/admin/media", MediaOrders.CreateAsync);
        Map("GET", Rights.OrderMedia, "/admin/media/devices", MediaEndpoints.DevicesAsync);
        Map("GET", Rights.OrderMedia, "/admin/media/{uid}", MediaEndpoints.ShowAsync);
        Map("POST", Rights.OrderMedia, "/admin/media/{uid}/cancel", MediaOrders.CancelAsync);
        Map("POST", Rights.OrderMedia, "/admin/media/{uid}/repeat", MediaOrders.RepeatAsync);
        Map("GET", Rights.ManageStorage, "/admin/set-aside", SetAsideEndpoints.ListAsync);
        Map("GET", Rights.ManageStorage, "/admin/set-aside/{id}", SetAsideEndpoints.ShowAsync);
        Map("GET", Rights.ManageStorage, "/admin/set-aside/{id}/content", SetAsideEndpoints.ReadAsync);
        Map("DELETE", Rights.ManageStorage, "/admin/set-aside/{id}", SetAsideEndpoints.RemoveAsync);
        Map("GET", Rights.ManageStorage, "/admin/retention", RetentionEndpoints.ShowAsync);
        Map("POST", Rights.ManageStorage, "/admin/retention/run", RetentionEndpoints.RunAsync);
        foreach (var chosen in DeletionEndpoints.Paths)
        {
            Map("GET", Rights.DeleteStudies, chosen, DeletionEndpoints.PlanAsync);
            Map("DELETE", Rights.DeleteStudies, chosen, DeletionEndpoints.DeleteAsync);
        }

        Map("GET", Rights.ReadLog, "/admin/transactions", TransactionEndpoints.ListAsync);
        Map("POST", Rights.ManageLog, "/admin/transactions", TransactionImportEndpoint.AddAsync);
        Map("POST", Rights.ManageLog, "/admin/transactions/replay", ReplayEndpoint.RunAsync);
        Map("GET", Rights.ReadLog, "/admin/transactions/{number}", TransactionEndpoints.ShowAsync);
        Map("GET", Rights.ReadLog, "/admin/logs", ReadLog);
        Map("GET", Rights.ReadLog, "/admin/logs/stream", FollowLog);
        Map("GET", Rights.ReadLog, "/admin/log/levels", context => Task.FromResult(LogEndpoints.ReadLevels(context)));
        Map("PUT", Rights.ManageLog, "/admin/log/levels", ChangeLogLevel);
        Map("GET", Rights.ReadStatus, "/admin/nodes", AccessEndpoints.ListNodes);
        Map("PUT", Rights.ManageNetwork, "/admin/nodes/{ae}", AccessEndpoints.PutNode);
        Map("DELETE", Rights.ManageNetwork, "/admin/nodes/{ae}", AccessEndpoints.RemoveNode);
        Map("POST", Rights.ManageNetwork, "/admin/nodes/{ae}/allow", AccessEndpoints.Allow);
        Map("POST", Rights.UseRemote, "/admin/nodes/{ae}/echo", RemoteEndpoints.EchoAsync);
        Map("GET", Rights.UseRemote, "/admin/nodes/{ae}/patients", context => RemoteEndpoints.FindAsync(context, QueryRetrieveLevel.Patient));
        Map("GET", Rights.UseRemote, "/admin/nodes/{ae}/studies", context => RemoteEndpoints.FindAsync(context, QueryRetrieveLevel.Study));
        Map("GET", Rights.UseRemote, "/admin/nodes/{ae}/series", context => RemoteEndpoints.FindAsync(context, QueryRetrieveLevel.Series));
        Map("GET", Rights.UseRemote, "/admin/nodes/{ae}/instances", context => RemoteEndpoints.FindAsync(context, QueryRetrieveLevel.Image));
        Map("GET", Rights.UseRemote, "/admin/fetches", FetchEndpoints.ListAsync);
        Map("POST", Rights.UseRemote, "/admin/fetches", FetchEndpoints.AddAsync);
        Map("GET", Rights.UseRemote, "/admin/fetches/{uid}", FetchEndpoints.ShowAsync);
        Map("POST", Rights.UseRemote, "/admin/fetches/{uid}/{change}", FetchEndpoints.ChangeAsync);
        Map("POST", Rights.UseRemote, "/admin/sendings", FetchEndpoints.SendAsync);
        Map("GET", Rights.ManageNetwork, "/admin/refusals", AccessEndpoints.ListRefusals);
        Map("GET", Rights.ManageTransfers, "/admin/retrievals", RetrievalEndpoints.ListAsync);
        Map("GET", Rights.ManageTransfers, "/admin/retrievals/{id}", RetrievalEndpoints.ShowAsync);
        Map("POST", Rights.ManageTransfers, "/admin/retrievals/{id}/resume", RetrievalEndpoints.ResumeAsync);
        Map("POST", Rights.ManageTransfers, "/admin/retrievals/{id}/cancel", RetrievalEndpoints.CancelAsync);
        Map("GET", Rights.ReadStatus, "/admin/listeners", ListenerEndpoints.ListAsync);
        Map("POST", Rights.ManageNetwork, "/admin/listeners/{name}/{action}", ListenerEndpoints.ChangeAsync);
        Map("GET", Rights.ReadStatus, "/admin/associations", AccessEndpoints.ListAssociations);
        Map("DELETE", Rights.ManageNetwork, "/admin/associations/{id}", AccessEndpoints.AbortAssociation);

        void Map(string method, string right, string path, Func<HttpContext, Task<IResult>> action) => application.MapRoute(method, new NeededRight(right), path, action);
    }

    /// <summary>Maps a route of the host's own: with what it needs of who asks, and what fails as a problem.</summary>
    public static void MapRoute(this WebApplication application, string method, NeededRight needed, string path, Func<HttpContext, Task<IResult>> action) =>
        application.MapMethods(path, [method], Route(action)).WithMetadata(needed);

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
        catch (AccountRefusal refusal)
        {
            if (refusal.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }

            result = Problem(refusal.Status, refusal.Title, refusal.Message);
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

    private static Task<IResult> FollowLog(HttpContext context)
    {
        var (result, fault) = LogEndpoints.Follow(context);
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

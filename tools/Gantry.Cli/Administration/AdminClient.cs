using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Gantry.Cli.Administration;

/// <summary>The server's administration, as calls.</summary>
internal sealed partial class AdminClient : IDisposable
{
    private const string SetAside = "admin/set-aside";
    private const string Reindex = "admin/catalog/reindex";
    private const string Verify = "admin/catalog/verify";
    private const string Move = "admin/catalog/move";

    private readonly HttpClient _http;

    public AdminClient(AdminEndpoint endpoint, TimeSpan? timeout = null)
    {
        _http = new HttpClient { BaseAddress = endpoint.Url, Timeout = timeout ?? TimeSpan.FromMinutes(2) }; // a large plugin takes its time to load
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Token);
    }

    public Task<ServerStatus> StatusAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/status", null, AdminJson.Default.ServerStatus, cancellationToken);

    public Task<CatalogStatistics> StatisticsAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/statistics", null, AdminJson.Default.CatalogStatistics, cancellationToken);

    /// <summary>What came, by day, AE or modality; a day that is null is the server's choice.</summary>
    public Task<ReceivedStatistics> ReceivedAsync(string by, string? from, string? to, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get, $"admin/statistics/received?by={by}&from={Uri.EscapeDataString(from ?? "")}&to={Uri.EscapeDataString(to ?? "")}", null, AdminJson.Default.ReceivedStatistics, cancellationToken);

    public Task<RetentionState> RetentionAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/retention", null, AdminJson.Default.RetentionState, cancellationToken);

    /// <summary>Has studies deleted that are due, or tells which would be.</summary>
    public Task<RetentionRun> RunRetentionAsync(bool isDryRun, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"admin/retention/run?dryRun={(isDryRun ? "true" : "false")}", null, AdminJson.Default.RetentionRun, cancellationToken);

    /// <summary>What a deletion would take.</summary>
    /// <param name="chosen">The study, and with <c>/series/</c> and <c>/instances/</c> what of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Deletion> DeletionAsync(string chosen, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/studies/{chosen}", null, AdminJson.Default.Deletion, cancellationToken);

    /// <summary>Deletes it.</summary>
    public Task<Deletion> DeleteAsync(string chosen, string reason, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, $"admin/studies/{chosen}?reason={Uri.EscapeDataString(reason)}", null, AdminJson.Default.Deletion, cancellationToken);

    public Task<PluginList> PluginsAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/plugins", null, AdminJson.Default.PluginList, cancellationToken);

    /// <summary>Loads, reloads, unloads, rolls back, promotes, pauses or resumes a plugin, or cancels what its retired versions still do.</summary>
    public Task<Plugin> ChangeAsync(string id, string change, ChangeOptions options, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"admin/plugins/{Uri.EscapeDataString(id)}/{change}{options.ToQuery()}", null, AdminJson.Default.Plugin, cancellationToken);

    /// <summary>Has a folder of the server's machine copied into its plugin folder and loaded.</summary>
    public Task<Plugin> InstallAsync(string folder, ChangeOptions options, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post, $"admin/install{options.ToQuery($"folder={Uri.EscapeDataString(folder)}")}", null, AdminJson.Default.Plugin, cancellationToken);

    public Task<PluginSettingList> SettingsAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, SettingsPath(id), null, AdminJson.Default.PluginSettingList, cancellationToken);

    /// <summary>Changes the settings that an object names; null takes back what was set.</summary>
    public async Task<PluginSettingList> SetSettingsAsync(string id, JsonObject change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, AdminJson.Default.JsonObject);
        return await CallAsync(HttpMethod.Patch, SettingsPath(id), content, AdminJson.Default.PluginSettingList, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The JSON schema of a plugin's settings, as the server writes it.</summary>
    public async Task<string> SettingsSchemaAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{SettingsPath(id)}/schema", null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks what loading a folder would do. The server reads it, so its full path must mean the same there.</summary>
    public Task<FolderReport> CheckAsync(string folder, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/check?folder={Uri.EscapeDataString(folder)}", null, AdminJson.Default.FolderReport, cancellationToken);

    /// <summary>The conformance statement, as the server writes it.</summary>
    /// <param name="format"><c>markdown</c>, <c>html</c> or <c>json</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<string> ConformanceAsync(string format, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"admin/conformance?format={format}", null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<Log> LogAsync(LogQuery query, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        $"admin/logs?after={query.After}&limit={query.Limit}&plugin={Uri.EscapeDataString(query.Plugin ?? "")}&level={Uri.EscapeDataString(query.Level ?? "")}",
        null,
        LogJson.Default.Log,
        cancellationToken);

    public Task<LogLevels> LogLevelsAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/log/levels", null, LogJson.Default.LogLevels, cancellationToken);

    public async Task<LogLevels> SetLogLevelAsync(LogLevelChange change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, LogJson.Default.LogLevelChange);
        return await CallAsync(HttpMethod.Put, "admin/log/levels", content, LogJson.Default.LogLevels, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks what keeps the retired generations of a plugin in memory.</summary>
    public Task<HeldGenerations> WhyAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/plugins/{Uri.EscapeDataString(id)}/why", null, AdminJson.Default.HeldGenerations, cancellationToken);

    public Task<CatalogSchema> CatalogSchemaAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/catalog", null, AdminJson.Default.CatalogSchema, cancellationToken);

    public Task<CatalogSchema> MigrateCatalogAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "admin/catalog/migrate", null, AdminJson.Default.CatalogSchema, cancellationToken);

    /// <summary>Has a plugin open a database that does not serve.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="given">Settings in the place of those that it has.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<DatabaseTest> TestDatabaseAsync(string id, JsonObject given, CancellationToken cancellationToken)
    {
        using var content = given.Count == 0 ? null : JsonContent.Create(given, AdminJson.Default.JsonObject);
        return await CallAsync(HttpMethod.Post, $"admin/catalog/test/{Uri.EscapeDataString(id)}", content, AdminJson.Default.DatabaseTest, cancellationToken).ConfigureAwait(false);
    }

    public Task<CatalogCheck> CheckCatalogAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "admin/catalog/check", null, AdminJson.Default.CatalogCheck, cancellationToken);

    /// <summary>Asks which database serves, and which is kept like it.</summary>
    public Task<DatabaseMove> MoveAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Get, Move, null, AdminJson.Default.DatabaseMove, cancellationToken);

    /// <summary>Has another plugin's database be made like the one that serves, and take over.</summary>
    public Task<DatabaseMove> BeginMoveAsync(string to, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"{Move}?to={Uri.EscapeDataString(to)}", null, AdminJson.Default.DatabaseMove, cancellationToken);

    /// <summary>Has the database that serves and the one that is kept like it change places.</summary>
    public Task<DatabaseMove> SwitchDatabasesAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"{Move}/switch", null, AdminJson.Default.DatabaseMove, cancellationToken);

    /// <summary>Has no database be kept like the one that serves any more.</summary>
    public Task<DatabaseMove> EndMoveAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, Move, null, AdminJson.Default.DatabaseMove, cancellationToken);

    /// <summary>The instances of a kind that lie beside the catalog, the last of them first.</summary>
    public Task<SetAsideList> SetAsideAsync(string kind, int limit, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get, FormattableString.Invariant($"{SetAside}?kind={kind}&limit={limit}"), null, SetAsideJson.Default.SetAsideList, cancellationToken);

    /// <summary>Writes the bytes of one, as a Part 10 file.</summary>
    public async Task CopySetAsideAsync(string id, Stream output, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{SetAside}/{Uri.EscapeDataString(id)}/content", null, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets one, and deletes its bytes.</summary>
    public async Task RemoveSetAsideAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"{SetAside}/{Uri.EscapeDataString(id)}", null, cancellationToken).ConfigureAwait(false);
    }

    public Task<NodeList> NodesAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/nodes", null, AccessJson.Default.NodeList, cancellationToken);

    public async Task SetNodeAsync(string aeTitle, NodeChange change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, AccessJson.Default.NodeChange);
        using var response = await SendAsync(HttpMethod.Put, NodePath(aeTitle), content, cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveNodeAsync(string aeTitle, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, NodePath(aeTitle), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins to rebuild the catalog from the instance store.</summary>
    public Task<ReindexReport> StartReindexAsync(int? workers, bool removesMissing, bool anew, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post,
        string.Create(CultureInfo.InvariantCulture, $"{Reindex}?workers={workers}&remove-missing={(removesMissing ? "true" : "")}&anew={(anew ? "true" : "")}"),
        null,
        AdminJson.Default.ReindexReport,
        cancellationToken);

    public Task<VerificationReport> StartVerificationAsync(int? workers, int? rate, bool anew, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post,
        string.Create(CultureInfo.InvariantCulture, $"{Verify}?workers={workers}&rate={rate}&anew={(anew ? "true" : "")}"),
        null,
        AdminJson.Default.VerificationReport,
        cancellationToken);

    public Task<VerificationReport> VerificationAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, Verify, null, AdminJson.Default.VerificationReport, cancellationToken);

    public Task<VerificationReport> StopVerificationAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, Verify, null, AdminJson.Default.VerificationReport, cancellationToken);

    public Task<ReindexReport> ReindexAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, Reindex, null, AdminJson.Default.ReindexReport, cancellationToken);

    public Task<ReindexReport> StopReindexAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, Reindex, null, AdminJson.Default.ReindexReport, cancellationToken);

    public async Task AllowAsync(string aeTitle, AllowRequest request, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(request, AccessJson.Default.AllowRequest);
        using var response = await SendAsync(HttpMethod.Post, NodePath(aeTitle) + "/allow", content, cancellationToken).ConfigureAwait(false);
    }

    public Task<RefusalList> RefusalsAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/refusals", null, AccessJson.Default.RefusalList, cancellationToken);

    public Task<AssociationList> AssociationsAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/associations", null, AccessJson.Default.AssociationList, cancellationToken);

    /// <summary>Aborts an association; gives it as it was.</summary>
    public Task<AssociationList> AbortAsync(long id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, FormattableString.Invariant($"admin/associations/{id}"), null, AccessJson.Default.AssociationList, cancellationToken);

    public Task<ListenerList> ListenersAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/listeners", null, ListenerJson.Default.ListenerList, cancellationToken);

    /// <summary>Starts, pauses or stops a listener; gives all of them as they are then.</summary>
    public Task<ListenerList> ChangeListenerAsync(string name, string action, bool isAborting, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post, $"admin/listeners/{Uri.EscapeDataString(name)}/{action}{(isAborting ? "?abort=true" : "")}", null, ListenerJson.Default.ListenerList, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string SettingsPath(string id) => $"admin/plugins/{Uri.EscapeDataString(id)}/settings";

    private static string NodePath(string aeTitle) => $"admin/nodes/{Uri.EscapeDataString(aeTitle)}";

    private async Task<T> CallAsync<T>(
        HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false)
                ?? throw new CliException($"{_http.BaseAddress} answered null to {method} {path}.");
        }
        catch (JsonException exception)
        {
            throw new CliException($"{_http.BaseAddress} answered {method} {path} with what is no answer of a Gantry server.", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new CliException($"No server answers at {_http.BaseAddress}: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"The server at {_http.BaseAddress} did not answer within {_http.Timeout.TotalSeconds:0} seconds.", exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new CliException(await ReasonAsync(response, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "The server refuses the token.";
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        Problem? problem = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = JsonSerializer.Deserialize(text, AdminJson.Default.Problem);
            }
            catch (JsonException)
            {
                return $"The server answered {(int)response.StatusCode} and no reason that can be read.";
            }
        }

        var reason = problem?.Detail ?? problem?.Title;
        return string.IsNullOrWhiteSpace(reason)
            ? $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}."
            : reason.ReplaceLineEndings(" ");
    }
}

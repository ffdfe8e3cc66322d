using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>An Orthanc server that knows Gantry, driven by its REST interface.</summary>
internal sealed class OrthancProcess : IAsyncDisposable
{
    public const string AETitle = "ORTHANC";
    private const string Gantry = "gantry";

    private readonly Process _process;
    private readonly StringBuilder _output;
    private readonly HttpClient _http;

    private OrthancProcess(Process process, StringBuilder output, HttpClient http, int dicomPort)
    {
        _process = process;
        _output = output;
        _http = http;
        DicomPort = dicomPort;
    }

    public int DicomPort { get; }

    public static string ProgramOrSkip() => Programs.FindOrSkip("Orthanc", "orthanc");

    /// <summary>Starts it, with Gantry's port; more of its settings take the place of those of the name.</summary>
    public static async Task<OrthancProcess> StartAsync(string folder, int gantryPort, JsonObject? settings = null)
    {
        var (dicomPort, httpPort) = (Ports.Free(), Ports.Free());
        var configuration = new JsonObject
        {
            ["Name"] = "Peer",
            ["StorageDirectory"] = folder,
            ["IndexDirectory"] = folder,
            ["Plugins"] = new JsonArray(),
            ["HttpPort"] = httpPort,
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = false,
            [nameof(DicomPort)] = dicomPort,
            ["DicomAet"] = AETitle,
            ["DicomModalities"] = new JsonObject { [Gantry] = new JsonArray(GantryProcess.AETitle, "127.0.0.1", gantryPort) },
        };
        foreach (var (name, value) in settings ?? [])
        {
            configuration[name] = value?.DeepClone();
        }

        var file = Path.Combine(folder, "orthanc.json");
        await File.WriteAllTextAsync(file, configuration.ToJsonString(), TestContext.Current.CancellationToken);
        var process = Programs.Start(ProgramOrSkip(), [file], out var output);
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
        var orthanc = new OrthancProcess(process, output, http, dicomPort);
        await Until.TrueAsync(orthanc.AnswersAsync, "Orthanc answers");
        return orthanc;
    }

    public async Task EchoGantryAsync()
    {
        await PostAsync($"modalities/{Gantry}/echo", "{}");
        Note("C-ECHO", "SCU");
    }

    /// <summary>Puts a file into Orthanc.</summary>
    /// <returns>Orthanc's name for the instance.</returns>
    public async Task<string> UploadAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var response = await _http.PostAsync(new Uri("instances", UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await ReadAsync(response))!["ID"]!.GetValue<string>();
    }

    public async Task SendToGantryAsync(IEnumerable<string> instances)
    {
        await PostAsync($"modalities/{Gantry}/store", new JsonArray([.. instances.Select(instance => JsonValue.Create(instance))]).ToJsonString());
        Note("C-STORE", "SCU");
    }

    /// <summary>Queries Gantry by C-FIND.</summary>
    /// <returns>The query's name, and the values that were found for one of the keys.</returns>
    public async Task<(string Query, IReadOnlyList<string> Values)> FindInGantryAsync(string level, JsonObject keys, string tag)
    {
        var query = await PostAsync($"modalities/{Gantry}/query", new JsonObject { ["Level"] = level, ["Query"] = keys }.ToJsonString());
        var path = $"queries/{query!["ID"]!.GetValue<string>()}";
        var values = new List<string>();
        foreach (var answer in (await GetAsync($"{path}/answers"))!.AsArray())
        {
            values.Add((await GetAsync($"{path}/answers/{answer}/content?simplify"))![tag]!.GetValue<string>());
        }

        Note("C-FIND", "SCU");
        return (path, values);
    }

    /// <summary>Retrieves what a query found, by C-MOVE to Orthanc itself.</summary>
    public async Task RetrieveAsync(string query)
    {
        await PostAsync($"{query}/retrieve", AETitle);
        Note("C-MOVE", "SCU");
    }

    /// <summary>Asks Gantry to commit to instances, and waits for the report.</summary>
    /// <returns>The status, <c>Success</c> or <c>Failure</c>, and what is said of those that failed.</returns>
    public async Task<(string Status, JsonArray Failures)> CommitAsync(params (string SopClass, string SopInstance)[] instances)
    {
        var asked = new JsonArray([.. instances.Select(instance => new JsonArray(instance.SopClass, instance.SopInstance))]);
        var request = await PostAsync($"modalities/{Gantry}/storage-commitment", new JsonObject { ["DicomInstances"] = asked }.ToJsonString());
        JsonNode? report = null;
        await Until.TrueAsync(
            async () => (report = await GetAsync($"storage-commitment/{request!["ID"]!.GetValue<string>()}"))!["Status"]!.GetValue<string>() != "Pending",
            "Orthanc has a report of Gantry");
        Note("Storage Commitment", "SCU");
        return (report!["Status"]!.GetValue<string>(), report["Failures"]?.AsArray() ?? []);
    }

    public async Task<int> CountAsync() => (await GetAsync("statistics"))!["CountInstances"]!.GetValue<int>();

    /// <summary>All files in Orthanc, as it received them.</summary>
    public async Task<Dictionary<string, Part10>> FilesAsync()
    {
        var files = new Dictionary<string, Part10>();
        foreach (var instance in (await GetAsync("instances"))!.AsArray())
        {
            var file = Part10.Read(await _http.GetByteArrayAsync(new Uri($"instances/{instance}/file", UriKind.Relative), TestContext.Current.CancellationToken));
            files.Add(file.SopInstance, file);
            Note("C-STORE", "SCP");
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        Signals.AskToStop(_process);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>Notes in the report what went well.</summary>
    public static void Note(string service, string role) => InteropReport.Note("Orthanc", "orthanc", service, role);

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_process.HasExited, $"Orthanc ended: {Programs.Text(_output)}");
        try
        {
            return await GetAsync("system") is not null;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonNode?> GetAsync(string path) => await _http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<JsonNode?> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"Orthanc answered {(int)response.StatusCode} to {path}: {text}\n{Programs.Text(_output)}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response) =>
        await JsonSerializer.DeserializeAsync<JsonNode>(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
}

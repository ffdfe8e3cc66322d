using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>The real host in a process of its own, on free ports.</summary>
internal sealed class GantryProcess : IAsyncDisposable
{
    public const string AETitle = "GANTRY";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private readonly StringBuilder _output;
    private bool _isKilled;

    private GantryProcess(Process process, StringBuilder output, string dataFolder, string pluginFolder)
    {
        Process = process;
        _output = output;
        DataFolder = dataFolder;
        PluginFolder = pluginFolder;
    }

    public Process Process { get; }

    public string DataFolder { get; }

    public string PluginFolder { get; }

    public int DicomPort { get; private set; }

    public string AdminUrl { get; private set; } = "";

    /// <summary>What lets in whoever may read the data folder.</summary>
    public string AdminToken { get; private set; } = "";

    public string Output => Programs.Text(_output);

    /// <summary>Starts a host and waits until it serves.</summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="pluginFolder">Its plugin folder; null for the one that the build fills.</param>
    /// <param name="settings">More settings, as on its command line.</param>
    public static Task<GantryProcess> StartAsync(string dataFolder, string? pluginFolder = null, params string[] settings) => StartAsync(null, dataFolder, pluginFolder, settings);

    /// <summary>Likewise, with variables of its environment.</summary>
    public static Task<GantryProcess> StartAsync(IReadOnlyDictionary<string, string> environment, string dataFolder, params string[] settings) =>
        StartAsync(environment, dataFolder, null, settings);

    private static async Task<GantryProcess> StartAsync(IReadOnlyDictionary<string, string>? environment, string dataFolder, string? pluginFolder, string[] settings)
    {
        pluginFolder ??= Checkout.Plugins;
        string[] arguments =
        [
            Checkout.HostAssembly,
            "--Gantry:AETitle", AETitle,
            "--Gantry:DicomAddress", "127.0.0.1",
            "--Gantry:DicomPort", "0",
            "--Gantry:HttpPort", "0",
            "--Gantry:DataFolder", dataFolder,
            "--Gantry:PluginFolder", pluginFolder,
            .. settings,
        ];
        var process = Programs.Start("dotnet", arguments, out var output, environment: environment);
        var gantry = new GantryProcess(process, output, dataFolder, pluginFolder);
        try
        {
            await Until.TrueAsync(gantry.TryReadAdminFile, "the host serves", StartTimeout);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            var said = gantry.Output;
            await gantry.DisposeAsync();
            throw new InvalidOperationException($"The host did not start: {exception.Message}\n{said}", exception);
        }

        return gantry;
    }

    /// <summary>Runs the command line against this host.</summary>
    public Task<CommandResult> CliAsync(params string[] arguments) =>
        Programs.RunAsync("dotnet", [Checkout.CliAssembly, "--data", DataFolder, .. arguments]);

    /// <summary>A client of its web server; the caller disposes of it.</summary>
    /// <param name="path">Where its requests begin, such as <c>/dicom-web/</c>.</param>
    /// <param name="token">Whose it is; null for the administrator's.</param>
    public HttpClient Http(string path = "/", string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(AdminUrl + path), Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? AdminToken);
        return client;
    }

    /// <summary>Ends the process without warning.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>Stops it in order.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!Process.HasExited)
        {
            Signals.AskToStop(Process);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try
            {
                await Process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
                throw new TimeoutException($"The host did not stop within a minute:\n{Output}");
            }
        }

        return Process.ExitCode;
    }

    /// <summary>Stops it, where it still runs. One that ended otherwise than a test has it end fails the test with what it said.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            var ended = Process.HasExited;
            var code = await StopAsync();
            if (ended && code != 0 && !_isKilled)
            {
                throw new InvalidOperationException($"The host ended with {code} by itself:\n{Output}");
            }
        }
        finally
        {
            Process.Dispose();
        }
    }

    private bool TryReadAdminFile()
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException($"it ended with {Process.ExitCode}.");
        }

        // One that was killed leaves its file; the process id tells.
        var file = Path.Combine(DataFolder, "admin.json");
        if (!File.Exists(file))
        {
            return false;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        DicomPort = json.RootElement.GetProperty("dicomPort").GetInt32();
        AdminUrl = json.RootElement.GetProperty("url").GetString()!;
        AdminToken = json.RootElement.GetProperty("token").GetString()!;
        return json.RootElement.GetProperty("processId").GetInt32() == Process.Id;
    }
}

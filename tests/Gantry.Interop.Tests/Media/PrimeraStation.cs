using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>A host and a simulated PTBurn, each a process of its own, on one job folder; each can be killed and started again.</summary>
public sealed class PrimeraStation : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _past = new();
    private GantryProcess? _gantry;
    private Process? _simulator;
    private StringBuilder _said = new();

    internal GantryProcess Gantry => _gantry!;

    /// <summary>The folder that PTBurn watches.</summary>
    internal string Jobs => _folder.Folder("jobs");

    /// <summary>Where the discs are that were burnt.</summary>
    internal string Discs => _folder.Folder("discs");

    /// <summary>All that the simulator has said, before it was killed too.</summary>
    internal string Said => _past + Programs.Text(_said);

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_folder.Folder("labels"), "disc.std"), "a design");
        await StartSimulatorAsync();
        await StartGantryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gantry is { } gantry)
        {
            await gantry.DisposeAsync();
        }

        await KillSimulatorAsync();
        _folder.Dispose();
    }

    /// <summary>Kills the host, and starts it again on the same data.</summary>
    internal async Task KillGantryAndStartAsync()
    {
        await Gantry.KillAsync();
        await Gantry.DisposeAsync();
        await StartGantryAsync();
    }

    internal async Task KillSimulatorAsync()
    {
        if (_simulator is { } simulator)
        {
            _simulator = null;
            simulator.Kill();
            await simulator.WaitForExitAsync();
            simulator.Dispose();
            _past.Append(Programs.Text(_said));
        }
    }

    internal async Task StartSimulatorAsync(int discs = 100)
    {
        string[] arguments =
        [
            Checkout.PTBurnSimulatorAssembly, Jobs, Discs, "--unicode", "--discs", discs.ToString(CultureInfo.InvariantCulture),
            "--seconds", "0.02", "--scan", "0.02", "--messages", "0.1", "--status", "0.05", "--path", $@"C:\PTBurnJobs={Jobs}", "--path", $@"\\PACS\labels={_folder.File("labels")}",
        ];
        var status = Path.Combine(_folder.Folder("jobs/Status"), "SystemStatus.txt");
        File.Delete(status);
        _simulator = Programs.Start("dotnet", arguments, out _said);
        await Until.TrueAsync(() => File.Exists(status), "PTBurn tells how it is");
    }

    /// <summary>Has something happen to the robot, as <c>discs 0</c>.</summary>
    internal async Task TellRobotAsync(string line)
    {
        await _simulator!.StandardInput.WriteLineAsync(line);
        await _simulator.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Has the server make media, as <c>gantry media create</c> does; returns what the request is then.</summary>
    internal Task<JsonElement> CreateAsync(Sample sample, int copies, params string[] more) =>
        MediaAsync(["create", "--study", sample.Study.Value, "--device", "primera", "--copies", copies.ToString(CultureInfo.InvariantCulture), .. more]);

    /// <summary>Asks for a request until it is as it is to be.</summary>
    internal async Task<JsonElement> UntilAsync(string uid, string what, Func<JsonElement, bool> condition)
    {
        var request = default(JsonElement);
        try
        {
            await Until.TrueAsync(async () => condition(request = await MediaAsync("show", uid)), what, TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException failure)
        {
            throw new TimeoutException($"{failure.Message} The request:\n{request}\nPTBurn:\n{Said}", failure);
        }

        return request;
    }

    /// <summary>Waits until a request is done, all its discs made.</summary>
    internal async Task<JsonElement> DoneAsync(string uid, int pieces)
    {
        var done = await UntilAsync(uid, "the request is done", request => request.Text("executionStatus") is "DONE" or "FAILURE");
        Assert.True((done.Text("executionStatus"), done.GetProperty("piecesMade").GetInt32()) == ("DONE", pieces), $"{done}\n{Said}");
        return done;
    }

    internal static string OrderOf(JsonElement request) => request.GetProperty("fileSets")[0].Text("order")!;

    /// <summary>The discs of an order.</summary>
    internal string[] DiscsOf(string order) => [.. Directory.GetFiles(Discs, order + "*.iso").Order(StringComparer.Ordinal)];

    /// <summary>How often a job was given to PTBurn.</summary>
    internal int TimesGiven(string order) => Said.Split('\n').Count(line => line.Contains($"{order}: queued", StringComparison.Ordinal));

    private async Task<JsonElement> MediaAsync(params string[] arguments)
    {
        var result = await Gantry.CliAsync(["media", .. arguments, "--json"]);
        Assert.True(result.ExitCode is 0 or 1, result.Output);
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }

    private async Task StartGantryAsync() => _gantry = await GantryProcess.StartAsync(
        _folder.Folder("data"),
        pluginFolder: null,
        "--Gantry:Plugins:gantry.primera:JobFolder", Jobs,
        "--Gantry:Plugins:gantry.primera:JobFolderAtRobot", @"C:\PTBurnJobs",
        "--Gantry:Plugins:gantry.primera:RobotPaths:0", _folder.File("labels") + @"=\\PACS\labels",
        "--Gantry:Plugins:gantry.primera:Label", Path.Combine(_folder.File("labels"), "disc.std"),
        "--Gantry:Plugins:gantry.primera:LookInterval", "00:00:00.1",
        "--Gantry:Plugins:gantry.mediacreation:DeviceFor:0", "DCMJS=primera",
        "--Gantry:Plugins:gantry.mediacreation:LookInterval", "00:00:00.1",
        "--Gantry:Plugins:gantry.mediacreation:RetryInterval", "00:00:01");
}

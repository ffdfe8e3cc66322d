using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Tools.PTBurnSimulator;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>The driver and a simulated PTBurn on one job folder; each can be ended and started again.</summary>
internal sealed class RobotFixture : IAsyncDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("gantry-primera-").FullName;
    private PluginHarness? _plugin;
    private PTBurnServer? _server;

    public RobotFixture()
    {
        Options = new SimulatorOptions
        {
            JobFolder = Directory.CreateDirectory(Path.Combine(_top, "jobs")).FullName,
            OutputFolder = Directory.CreateDirectory(Path.Combine(_top, "discs")).FullName,
            Paths = new Dictionary<string, string> { [@"C:\PTBurnJobs"] = Path.Combine(_top, "jobs"), [@"\\PACS\labels"] = Path.Combine(_top, "labels") },
            ScanInterval = TimeSpan.FromMilliseconds(10),
            MessageInterval = TimeSpan.FromMilliseconds(30),
            StatusInterval = TimeSpan.FromMilliseconds(20),
            StepTime = TimeSpan.FromMilliseconds(10),
        };
        Services.WithSetting("JobFolder", Jobs).WithSetting("JobFolderAtRobot", @"C:\PTBurnJobs").WithSetting("LookInterval", "00:00:00.05");
    }

    public TestServices Services { get; } = new("gantry.primera");

    public SimulatorOptions Options { get; set; }

    public SimulatedRobot Robot { get; } = new("DiscPublisher");

    public List<SimulatedRobot> MoreRobots { get; } = [];

    public string Jobs => Options.JobFolder;

    public string Discs => Options.OutputFolder;

    public PTBurnServer Server => _server ?? throw new InvalidOperationException("PTBurn does not run.");

    public string AddLabel(string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_top, "labels")).FullName, name);
        File.WriteAllText(path, "a design");
        Services.WithSetting("RobotPaths:0", Path.Combine(_top, "labels") + @"=\\PACS\labels").WithSetting("Label", path);
        return path;
    }

    /// <summary>Starts PTBurn, and returns when it has told how it is.</summary>
    public void StartServer()
    {
        _server = new PTBurnServer(Options, [Robot, .. MoreRobots]);
        _server.Step();
        _server.Start();
    }

    public async Task KillServerAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    public async Task<IMediaDevice> StartDriverAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(PrimeraDevice).Assembly, Services);
        return _plugin.GetService<IMediaDevice>();
    }

    public async Task StopDriverAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopDriverAsync();
        await KillServerAsync();
        Services.Dispose();
        Directory.Delete(_top, recursive: true);
    }
}

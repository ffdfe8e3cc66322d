using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gantry.Benchmarks;

/// <summary>Gantry as it is shipped, in a process of its own, on free loopback ports, with its data in a folder of its own. Gone when it is disposed.</summary>
internal sealed class GantryServer : IAsyncDisposable
{
    public const string AETitle = "GANTRY";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private GantryServer(Process process, TemporaryFolder folder)
    {
        _process = process;
        _folder = folder;
    }

    public string DataFolder => _folder.Folder("data");

    /// <summary>The server's own copy of the plugins, which may be changed.</summary>
    public string PluginFolder => Path.Combine(_folder.Path, "plugins");

    public int ProcessId => _process.Id;

    public int DicomPort { get; private set; }

    public string AdminUrl { get; private set; } = "";

    /// <summary>What the process took of the processors so far.</summary>
    public TimeSpan Processor => Refreshed().TotalProcessorTime;

    /// <summary>What of its memory is in RAM, in bytes.</summary>
    public long ResidentBytes => Refreshed().WorkingSet64;

    /// <summary>
    /// What of its memory is in RAM and its own, in bytes: without the pages of files that are mapped, as those of a database are, of which there are more the more is
    /// stored. All of it where the system does not tell them apart.
    /// </summary>
    public long OwnBytes
    {
        get
        {
            const string Label = "RssAnon:";
            var status = $"/proc/{_process.Id}/status";
            var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) : null;
            return line is null ? ResidentBytes : long.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << 10;
        }
    }

    /// <summary>What became of a server that does not answer any more.</summary>
    public async Task<string> FateAsync()
    {
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(10)));
        return _process.HasExited ? $"gantry-host ended with {_process.ExitCode}." : "gantry-host does not answer.";
    }

    /// <summary>Starts a server, built anew where the sources changed, and waits until it serves.</summary>
    /// <param name="settings">More settings, as on its command line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GantryServer> StartAsync(IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        await Programs.RunAsync(Path.Combine(Checkout.Top, "tools", "build"), ["--if-changed"], cancellationToken: cancellationToken);
        var folder = new TemporaryFolder();
        Folders.Copy(Path.Combine(Checkout.Server, "plugins"), Path.Combine(folder.Path, "plugins"));
        string[] arguments =
        [
            "--Gantry:AETitle", AETitle,
            "--Gantry:DicomAddress", "127.0.0.1",
            "--Gantry:DicomPort", "0",
            "--Gantry:HttpPort", "0",
            "--Gantry:DataFolder", folder.Folder("data"),
            "--Gantry:PluginFolder", Path.Combine(folder.Path, "plugins"),
            .. settings,
        ];
        // The console goes nowhere: the log is in the data folder, and a full pipe would stop the server.
        var start = new ProcessStartInfo(Path.Combine(Checkout.Server, "gantry-host"), arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new GantryServer(process, folder);
        try
        {
            await server.ServesAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>gantry</c> against this server.</summary>
    /// <returns>What it answered.</returns>
    /// <exception cref="BenchmarkException">It did not succeed.</exception>
    public async Task<string> CliAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await Programs.RunAsync(Path.Combine(Checkout.Server, "gantry"), ["--data", DataFolder, .. arguments], cancellationToken: cancellationToken)).Output;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true); // nothing of it is wanted any more
            }

            await _process.WaitForExitAsync();
        }
        finally
        {
            _process.Dispose();
            _folder.Dispose();
        }
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private async Task ServesAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var file = Path.Combine(DataFolder, "admin.json");
        while (!File.Exists(file))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > StartTimeout)
            {
                throw new BenchmarkException(_process.HasExited ? $"gantry-host ended with {_process.ExitCode}." : "gantry-host did not serve in time.");
            }

            await Task.Delay(50, cancellationToken);
        }

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
        DicomPort = json.RootElement.GetProperty("dicomPort").GetInt32();
        AdminUrl = json.RootElement.GetProperty("url").GetString()!;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gantry.Benchmarks.Associations;

/// <summary>Another implementation's SCP in a process of its own. Gone when it is disposed.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    /// <summary>The AE title to which peers may move, where they are told of a sink.</summary>
    public const string Sink = "SINK";

    private const string OrthancWeb = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private PeerProcess(Process process, TemporaryFolder folder, int port, string aeTitle)
    {
        _process = process;
        _folder = folder;
        Port = port;
        AETitle = aeTitle;
    }

    public int Port { get; }

    public string AETitle { get; }

    public int ProcessId => _process.Id;

    /// <summary>The port of HTTP; 0 where it has none.</summary>
    public int WebPort { get; private init; }

    /// <summary>DCMTK's storescp, which takes what comes and writes nothing; null where it is not installed.</summary>
    public static Task<PeerProcess?> StorescpAsync(CancellationToken cancellationToken) => StartAsync(
        "storescp",
        "STORESCP",
        (folder, port) => ["--ignore", "-aet", "STORESCP", "-pdu", "131072", port.ToString(CultureInfo.InvariantCulture)],
        cancellationToken);

    /// <summary>DCMTK's storescp, which writes each data set to a file, as it comes and without a sync; null where it is not installed.</summary>
    public static Task<PeerProcess?> StoringStorescpAsync(CancellationToken cancellationToken) => StartAsync(
        "storescp",
        "STORESCP",
        (folder, port) => ["--fork", "+B", "-od", folder.Path, "-aet", "STORESCP", "-pdu", "131072", port.ToString(CultureInfo.InvariantCulture)],
        cancellationToken);

    /// <summary>DCMTK's dcmqrscp, which keeps files and an index, without a sync; null where it is not installed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="sinkPort">Where the AE that it may move to listens; 0 for none.</param>
    public static Task<PeerProcess?> DcmqrscpAsync(CancellationToken cancellationToken, int sinkPort = 0) => StartAsync(
        "dcmqrscp",
        "DCMQRSCP",
        (folder, port) =>
        {
            var file = folder.File("dcmqrscp.cfg");
            File.WriteAllLines(file,
            [
                $"NetworkTCPPort = {port}", "MaxPDUSize = 131072", "MaxAssociations = 64",
                "HostTable BEGIN", sinkPort > 0 ? $"sink = ({Sink}, 127.0.0.1, {sinkPort})" : "", "HostTable END", "VendorTable BEGIN", "VendorTable END",
                "AETable BEGIN", $"DCMQRSCP {folder.Folder("database")} RW (500, 1024gb) ANY", "AETable END",
            ]);
            return ["-c", file];
        },
        cancellationToken);

    /// <summary>Orthanc with its defaults and no plugins, or that for DICOMweb alone; null where it is not installed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="threads">The associations that it serves at a time.</param>
    /// <param name="isSynced">Whether it syncs each file before it answers, as it does by default.</param>
    /// <param name="sinkPort">Where the AE that it may move to listens; 0 for none.</param>
    /// <param name="hasWeb">Whether its plugin for DICOMweb is loaded; null is returned where that is not installed.</param>
    public static Task<PeerProcess?> OrthancAsync(CancellationToken cancellationToken, int threads = 4, bool isSynced = true, int sinkPort = 0, bool hasWeb = false)
    {
        if (hasWeb && !File.Exists(OrthancWeb))
        {
            return Task.FromResult<PeerProcess?>(null);
        }

        var httpPort = Ports.Free();
        return StartAsync("Orthanc", "ORTHANC", Configure, cancellationToken, httpPort);

        IEnumerable<string> Configure(TemporaryFolder folder, int port)
        {
            var file = folder.File("orthanc.json");
            File.WriteAllText(file, new JsonObject
            {
                ["StorageDirectory"] = folder.Path,
                ["IndexDirectory"] = folder.Path,
                ["Plugins"] = hasWeb ? new JsonArray(OrthancWeb) : new JsonArray(),
                ["HttpPort"] = httpPort,
                ["RemoteAccessAllowed"] = false,
                ["AuthenticationEnabled"] = false,
                ["DicomPort"] = port,
                ["DicomAet"] = "ORTHANC",
                ["DicomAlwaysAllowEcho"] = true,
                ["DicomAlwaysAllowFind"] = true,
                ["DicomAlwaysAllowGet"] = true,
                ["DicomAlwaysAllowMove"] = true,
                ["DicomModalities"] = new JsonObject { [Sink] = new JsonArray(Sink, "127.0.0.1", sinkPort > 0 ? sinkPort : 104) },
                ["DicomThreadsCount"] = threads,
                ["MaximumPduLength"] = 131_072,
                ["SyncStorageArea"] = isSynced,
            }.ToJsonString());
            return [file];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<PeerProcess?> StartAsync(
        string program, string aeTitle, Func<TemporaryFolder, int, IEnumerable<string>> arguments, CancellationToken cancellationToken, int httpPort = 0)
    {
        if (Programs.Find(program) is not { } path)
        {
            return null;
        }

        var (folder, port) = (new TemporaryFolder(), Ports.Free());
        var start = new ProcessStartInfo(path, arguments(folder, port)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["TCP_NODELAY"] = "1"; // or it waits for delayed acknowledgements
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var peer = new PeerProcess(process, folder, port, aeTitle) { WebPort = httpPort };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var scu = RawScu.Associate(port, aeTitle);
                scu.Leave();
                return peer;
            }
            catch (Exception exception) when (exception is System.Net.Sockets.SocketException or BenchmarkException && attempt < 200 && !process.HasExited)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}

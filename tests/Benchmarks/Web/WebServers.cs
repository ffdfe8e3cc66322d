using System.Text.Json;
using Gantry.Benchmarks.Associations;
using Gantry.Benchmarks.Ingest;

namespace Gantry.Benchmarks.Web;

/// <summary>Gantry, and Orthanc with its DICOMweb plugin where both are installed, each in a process of its own.</summary>
internal sealed class WebServers : IAsyncDisposable
{
    public const string Gantry = "Gantry";
    public const string Orthanc = "Orthanc";
    private readonly List<IAsyncDisposable> _running = [];

    /// <summary>Gantry first.</summary>
    public List<WebServer> All { get; } = [];

    public static async Task<WebServers> StartAsync(bool isAlone, CancellationToken cancellationToken)
    {
        var servers = new WebServers();
        try
        {
            var gantry = await GantryServer.StartAsync([], cancellationToken);
            servers._running.Add(gantry);
            using var admin = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(gantry.DataFolder, "admin.json"), cancellationToken));
            servers.All.Add(new(
                new(Gantry, gantry.DicomPort, GantryServer.AETitle, new ProcessTree(gantry.ProcessId)), new Uri(gantry.AdminUrl).Port, admin.RootElement.GetProperty("token").GetString()));
            if (!isAlone && await PeerProcess.OrthancAsync(cancellationToken, threads: 8, isSynced: false, hasWeb: true) is { } orthanc)
            {
                servers._running.Add(orthanc);
                servers.All.Add(new(new(Orthanc, orthanc.Port, orthanc.AETitle, new ProcessTree(orthanc.ProcessId)), orthanc.WebPort, null));
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores CT images in each, of so many studies.</summary>
    public void Fill(string root, int first, int count, int instancesOfStudy, int rows, CancellationToken cancellationToken)
    {
        foreach (var (name, port, aeTitle, _) in All.Select(server => server.Acceptor))
        {
            using var scu = StoreScu.Associate(port, aeTitle, Dicom.Uids.CTImageStorage.Value);
            var message = new StoreMessage(rows, scu.MaximumPduLength, instancesOfStudy, root, first);
            for (var i = 0; i < count * instancesOfStudy; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                scu.Send(message.Next());
                if (scu.ReceiveStatus() is not 0 and var status)
                {
                    throw new BenchmarkException($"{name} answered {status:X4}H to a C-STORE.");
                }
            }

            scu.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running)
        {
            await running.DisposeAsync();
        }
    }
}

using Gantry.Benchmarks.Associations;
using Gantry.Benchmarks.Ingest;

namespace Gantry.Benchmarks.Query;

/// <summary>Gantry and the peers that answer queries and retrievals, each in a process of its own with an index of its own.</summary>
internal sealed class QueryServers : IAsyncDisposable
{
    public const string Gantry = "Gantry";
    public const string Orthanc = "Orthanc";
    public const string Dcmqrscp = "dcmqrscp";
    private readonly List<IAsyncDisposable> _running = [];

    /// <summary>Those that are installed, Gantry first.</summary>
    public List<Acceptor> All { get; } = [];

    /// <summary>Starts them. Orthanc does not sync what it stores: it is not what is measured.</summary>
    /// <param name="sinkPort">Where the AE SINK listens, to which they may move; 0 for none.</param>
    /// <param name="isAlone">True for Gantry without peers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<QueryServers> StartAsync(int sinkPort, bool isAlone, CancellationToken cancellationToken)
    {
        var servers = new QueryServers();
        try
        {
            var gantry = await GantryServer.StartAsync([], cancellationToken);
            servers._running.Add(gantry);
            servers.All.Add(new(Gantry, gantry.DicomPort, GantryServer.AETitle, new ProcessTree(gantry.ProcessId)));
            if (sinkPort > 0)
            {
                await gantry.CliAsync(["ae", "add", PeerProcess.Sink, $"127.0.0.1:{sinkPort}"], cancellationToken);
            }

            if (!isAlone)
            {
                servers.Add(Orthanc, await PeerProcess.OrthancAsync(cancellationToken, threads: 8, isSynced: false, sinkPort));
                servers.Add(Dcmqrscp, await PeerProcess.DcmqrscpAsync(cancellationToken, sinkPort));
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores images in each, of so many studies, one at a time.</summary>
    public void Fill(int first, int count, int instancesOfStudy, int rows, Func<Acceptor, bool> takes, CancellationToken cancellationToken)
    {
        foreach (var server in All.Where(takes))
        {
            using var scu = StoreScu.Associate(server.Port, server.AETitle, Dicom.Uids.CTImageStorage.Value);
            var message = new StoreMessage(rows, scu.MaximumPduLength, instancesOfStudy, root: "2.25.4711", first);
            for (var i = 0; i < count * instancesOfStudy; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                scu.Send(message.Next());
                if (scu.ReceiveStatus() is not 0 and var status)
                {
                    throw new BenchmarkException($"{server.Name} answered {status:X4}H to a C-STORE.");
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

    private void Add(string name, PeerProcess? peer)
    {
        if (peer is not null)
        {
            _running.Add(peer);
            All.Add(new(name, peer.Port, peer.AETitle, new ProcessTree(peer.ProcessId)));
        }
    }
}

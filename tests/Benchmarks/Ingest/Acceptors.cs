using Gantry.Benchmarks.Associations;

namespace Gantry.Benchmarks.Ingest;

/// <summary>Gantry and its peers, all running. Gone when they are disposed, with all that was stored.</summary>
internal sealed class Acceptors : IAsyncDisposable
{
    public const string Gantry = "Gantry";
    public const string Orthanc = "Orthanc";
    private readonly List<IAsyncDisposable> _running = [];

    /// <summary>Those that are installed, Gantry first.</summary>
    public List<Acceptor> All { get; } = [];

    /// <summary>Starts them.</summary>
    /// <param name="gantrySettings">As on Gantry's command line.</param>
    /// <param name="isAlone">True for Gantry without peers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Acceptors> StartAsync(IEnumerable<string> gantrySettings, bool isAlone, CancellationToken cancellationToken)
    {
        var acceptors = new Acceptors();
        try
        {
            var server = await GantryServer.StartAsync(gantrySettings, cancellationToken);
            acceptors._running.Add(server);
            acceptors.All.Add(new(Gantry, server.DicomPort, GantryServer.AETitle, new ProcessTree(server.ProcessId)));
            if (!isAlone)
            {
                acceptors.Add(Orthanc, await PeerProcess.OrthancAsync(cancellationToken, threads: 32));
                acceptors.Add("storescp", await PeerProcess.StoringStorescpAsync(cancellationToken));
                acceptors.Add("dcmqrscp", await PeerProcess.DcmqrscpAsync(cancellationToken));
            }

            return acceptors;
        }
        catch
        {
            await acceptors.DisposeAsync();
            throw;
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

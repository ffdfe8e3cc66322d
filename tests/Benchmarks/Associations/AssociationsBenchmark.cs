using System.Globalization;

namespace Gantry.Benchmarks.Associations;

/// <summary>The upper layer and DIMSE, in both roles.</summary>
internal sealed class AssociationsBenchmark : IBenchmark
{
    private const int WarmUps = 3;
    private const string Small = "4 KB, instances/s", Large = "512 KB, instances/s";

    public string Name => "associations";

    public string Description =>
        "associations, C-ECHO, C-STORE as SCU and idle memory beside storescp, storescu, dcmsend and Orthanc; [--turns N] [--idle N] [--only scp|idle|stock|scu]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var turns = arguments.Number("turns", 5);
        var idle = arguments.Number("idle", 1_000);
        var only = arguments.Text("only");
        arguments.End();
        await output.WriteLineAsync(Machine.Describe());
        using var folder = new TemporaryFolder();
        var small = InstanceFiles.Make(folder.Folder("small"), 5_000, 4 * 1024);
        if (only is null or "scu")
        {
            var large = InstanceFiles.Make(folder.Folder("large"), 100, 512 * 1024);
            await CompareScusAsync(new Dictionary<string, string[]> { [Small] = small, [Large] = large }, turns, output, cancellationToken);
        }

        if (only is "scu")
        {
            return;
        }

        var places = (idle + 100).ToString(CultureInfo.InvariantCulture);
        await using var gantry = await GantryServer.StartAsync(
            ["--Gantry:MaximumAssociations", places, "--Gantry:Access:MaximumAssociationsPerAddress", places], cancellationToken);
        if (only is null or "scp")
        {
            await CompareScpsAsync(gantry, turns, output, cancellationToken);
        }

        if (only is null or "idle")
        {
            var bytes = await IdleMemory.MeasureAsync(gantry, idle, cancellationToken);
            await output.WriteLineAsync($"\n{idle} idle associations: {Table.Number(bytes / 1048576.0)} MB above idle, {Table.Number(bytes / 1024.0 / idle)} KB each.");
        }

        if (only is null or "stock")
        {
            await output.WriteLineAsync("\nStock clients, Nagle's algorithm on, to Gantry:");
            foreach (var (client, rate) in await StockClients.MeasureAsync(gantry.DicomPort, GantryServer.AETitle, small, cancellationToken))
            {
                await output.WriteLineAsync($"  {client}: {Table.Number(rate)}");
            }
        }
    }

    private static async Task CompareScusAsync(Dictionary<string, string[]> sets, int turns, TextWriter output, CancellationToken cancellationToken)
    {
        using (var sink = new RawSink())
        {
            await WriteAsync("a sink that only answers", ScuRates.Compare(sets, "SINK", sink.Port));
        }

        await using (var sink = ScuRates.Sink())
        {
            await WriteAsync("a sink made of Gantry.Dicom.Network", ScuRates.Compare(sets, "SINK", sink.EndPoint.Port));
        }

        if (await PeerProcess.StorescpAsync(cancellationToken) is { } storescp)
        {
            await using (storescp)
            {
                await WriteAsync("storescp --ignore", ScuRates.Compare(sets, storescp.AETitle, storescp.Port));
            }
        }

        async Task WriteAsync(string acceptor, Comparison comparison)
        {
            await comparison.RunAsync(turns, cancellationToken);
            await output.WriteLineAsync($"\nC-STORE as SCU to {acceptor}, one association, files from the disk:");
            comparison.Write(output);
            foreach (var set in sets.Keys)
            {
                var own = comparison.Median(ScuRates.Library, set);
                await output.WriteLineAsync(
                    $"  {set}: {Table.Ratio(own, comparison.Median("storescu", set))} storescu, {Table.Ratio(own, comparison.Median("dcmsend", set))} dcmsend");
            }
        }
    }

    private static async Task CompareScpsAsync(GantryServer gantry, int turns, TextWriter output, CancellationToken cancellationToken)
    {
        List<PeerProcess> peers = [];
        try
        {
            List<(string, int, string)> acceptors = [("Gantry", gantry.DicomPort, GantryServer.AETitle)];
            foreach (var (name, starting) in new[] { ("Orthanc", PeerProcess.OrthancAsync(cancellationToken)), ("storescp", PeerProcess.StorescpAsync(cancellationToken)) })
            {
                if (await starting is { } peer)
                {
                    peers.Add(peer);
                    acceptors.Add((name, peer.Port, peer.AETitle));
                }
            }

            var comparison = ScpRates.Compare(acceptors);
            await comparison.RunAsync(turns, cancellationToken, WarmUps);
            await output.WriteLineAsync("\nAs SCP, one requestor that does nothing else:");
            comparison.Write(output);
            await output.WriteLineAsync(
                $"  {ScpRates.Associations}: {Table.Ratio(comparison.Median("Gantry", ScpRates.Associations), comparison.Median("Orthanc", ScpRates.Associations))} Orthanc");
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }
    }
}

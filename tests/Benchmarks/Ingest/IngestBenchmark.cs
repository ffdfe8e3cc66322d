using Gantry.Benchmarks.Associations;

namespace Gantry.Benchmarks.Ingest;

/// <summary>What a store costs, whole: association, plugins, file, catalog and transaction log.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const string Rate = "instances/s", Processor = "CPU s per 1,000", Median = "p50 ms", Slow = "p99 ms", Memory = "MB at peak", Failed = "failed";
    private const string Throughput = "MB/s", Added = "MB added";
    private const int WarmingAssociations = 4;
    private static readonly (string Name, int Rows, int Maximum)[] Sizes = [("4 KB", 32, int.MaxValue), ("512 KB", 512, 1_000)];

    public string Name => "ingest";

    public string Description => "C-STORE of 4 KB, 512 KB and 500 MB beside Orthanc, storescp and dcmqrscp, and by stock clients; "
        + "[--turns N] [--seconds N] [--warm SECONDS] [--megabytes N] [--only small|large|huge|stock] [--alone] [--settings \"--Gantry:... ...\"]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var turns = arguments.Number("turns", 3);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 3));
        var warm = TimeSpan.FromSeconds(arguments.Number("warm", 20));
        var megabytes = arguments.Number("megabytes", 500);
        var only = arguments.Text("only");
        var isAlone = arguments.Flag("alone");
        var settings = (arguments.Text("settings") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        arguments.End();
        await output.WriteLineAsync(Machine.Describe());
        await using var acceptors = await Acceptors.StartAsync(settings, isAlone, cancellationToken);
        var sizes = Sizes.Where((_, i) => only is null || only == (i == 0 ? "small" : "large")).ToList();
        WarmUp(acceptors.All[0], sizes, warm, cancellationToken);
        foreach (var (name, rows, maximum) in sizes)
        {
            foreach (var associations in (int[])[1, 4, 16])
            {
                var comparison = Compare(acceptors, acceptor => Task.FromResult(Measure(acceptor, associations, rows, duration, maximum, cancellationToken)), [Rate, Processor, Median, Slow, Memory, Failed]);
                await WriteAsync(comparison, $"{name}, {associations} at a time", Rate);
            }
        }

        if (only is null or "huge")
        {
            var comparison = Compare(acceptors, acceptor => Task.FromResult(Measure(acceptor, megabytes, cancellationToken)), [Throughput, Added]);
            await WriteAsync(comparison, $"{megabytes} MB", Throughput);
        }

        if (only is null or "stock")
        {
            var comparison = Compare(acceptors, acceptor => StockAsync(acceptor, cancellationToken), StockClients.Storing);
            await WriteAsync(comparison, "4 KB by stock clients, Nagle's algorithm on, instances/s", StockClients.Storing[0]);
        }

        async Task WriteAsync(Comparison comparison, string title, string figure)
        {
            await comparison.RunAsync(turns, cancellationToken);
            await output.WriteLineAsync($"\n{title} (load {Machine.Load()}):");
            comparison.Write(output);
            var (own, other) = (comparison.Median(Acceptors.Gantry, figure), comparison.Median(Acceptors.Orthanc, figure));
            await output.WriteLineAsync($"  {Table.Ratio(own, other)} Orthanc");
        }
    }

    // Its runtime compiles what is used often in the first minute of months, on the same processors; those of the peers are compiled, and only their index would grow.
    private static void WarmUp(Acceptor gantry, List<(string Name, int Rows, int Maximum)> sizes, TimeSpan duration, CancellationToken cancellationToken)
    {
        foreach (var (_, rows, _) in sizes)
        {
            StoreLoad.Run(gantry.Port, gantry.AETitle, WarmingAssociations, rows, duration / sizes.Count, int.MaxValue, cancellationToken);
        }
    }

    private static Comparison Compare(Acceptors acceptors, Func<Acceptor, Task<double?[]>> measure, string[] figures)
    {
        var comparison = new Comparison(figures);
        foreach (var acceptor in acceptors.All)
        {
            comparison.Add(acceptor.Name, _ => measure(acceptor));
        }

        return comparison;
    }

    private static double?[] Measure(Acceptor acceptor, int associations, int rows, TimeSpan duration, int maximum, CancellationToken cancellationToken)
    {
        FileSystems.Sync(); // or this one waits for what the one before has left in memory
        StoreLoad? load = null;
        var before = acceptor.Process.ProcessorSeconds;
        var peak = acceptor.Process.PeakDuring(() => load = StoreLoad.Run(acceptor.Port, acceptor.AETitle, associations, rows, duration, maximum, cancellationToken));
        var processor = acceptor.Process.ProcessorSeconds - before;
        return [load!.Rate, processor * 1_000 / load.Stored, load.Percentile(0.5), load.Percentile(0.99), peak / 1048576.0, load.Failed];
    }

    private static double?[] Measure(Acceptor acceptor, int megabytes, CancellationToken cancellationToken)
    {
        FileSystems.Sync();
        var before = acceptor.Process.Bytes;
        var rate = 0.0;
        var peak = acceptor.Process.PeakDuring(() => rate = LargeObject.Store(acceptor.Port, acceptor.AETitle, megabytes, cancellationToken));
        return [rate, (peak - before) / 1048576.0];
    }

    // Those that let a client wait get few files, or they would take minutes.
    private static async Task<double?[]> StockAsync(Acceptor acceptor, CancellationToken cancellationToken)
    {
        var count = acceptor.Name == Acceptors.Gantry ? 1_000 : 60;
        var rates = new List<double?>();
        using var folder = new TemporaryFolder();
        foreach (var tool in StockClients.Storing)
        {
            var files = InstanceFiles.Make(folder.Folder(tool), count, 4 * 1024);
            rates.Add(await StockClients.StoreAsync(tool, acceptor.Port, acceptor.AETitle, files, cancellationToken));
        }

        return [.. rates];
    }
}

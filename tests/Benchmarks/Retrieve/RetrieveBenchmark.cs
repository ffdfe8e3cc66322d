using System.Diagnostics;
using Gantry.Benchmarks.Ingest;
using Gantry.Benchmarks.Query;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Retrieve;

/// <summary>What a retrieval costs, whole: association, plugins, catalog, files and sub-operations.</summary>
internal sealed class RetrieveBenchmark : IBenchmark
{
    private const int Instances = 200, Rows = 512, WarmUps = 10;
    private const string Throughput = "MB/s", Processor = "CPU ms each", Added = "MB added";

    public string Name => "retrieve";

    public string Description => "C-GET and C-MOVE of a study of 200 x 512 KB beside Orthanc and dcmqrscp, and of one large object; [--turns N] [--megabytes N] [--alone]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var turns = arguments.Number("turns", 5);
        var megabytes = arguments.Number("megabytes", 2_000);
        var isAlone = arguments.Flag("alone");
        arguments.End();
        await output.WriteLineAsync(Machine.Describe());
        using var sink = new Sink();
        await using var servers = await QueryServers.StartAsync(sink.Port, isAlone, cancellationToken);
        servers.Fill(0, 2, Instances, Rows, _ => true, cancellationToken);
        foreach (var associations in (int[])[1, 2])
        {
            await CompareAsync("C-GET", associations, (server, i) =>
            {
                var (instances, _) = Retrieval.Get(server.Port, server.AETitle, StoreMessage.StudyUid("2.25.4711", i), Uids.CTImageStorage.Value);
                return instances;
            });
            await CompareAsync("C-MOVE", associations, (server, i) =>
            {
                Retrieval.Move(server.Port, server.AETitle, StoreMessage.StudyUid("2.25.4711", i));
                return null;
            });
        }

        if (megabytes > 1)
        {
            var (gantry, study) = (servers.All[0], Uid.New());
            LargeObject.Store(gantry.Port, gantry.AETitle, megabytes, cancellationToken, study);
            var before = gantry.Process.Bytes;
            var begun = Stopwatch.GetTimestamp();
            var bytes = 0L;
            var peak = gantry.Process.PeakDuring(() => (_, bytes) = Retrieval.Get(gantry.Port, gantry.AETitle, study.Value, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage.Value));
            await output.WriteLineAsync(
                $"\n{megabytes} MB by C-GET from Gantry: {Table.Number(bytes / 1e6 / Stopwatch.GetElapsedTime(begun).TotalSeconds)} {Throughput}, {Table.Number((peak - before) / 1048576.0)} {Added}.");
        }

        async Task CompareAsync(string service, int associations, Func<Acceptor, int, int?> retrieve)
        {
            var comparison = new Comparison(Throughput, Processor);
            foreach (var server in servers.All)
            {
                comparison.Add(server.Name, _ => Task.FromResult(Measure(server, sink, associations, retrieve)));
            }

            await comparison.RunAsync(turns, cancellationToken, WarmUps);
            await output.WriteLineAsync($"\n{service}, {associations} at a time, each a study of its own (load {Machine.Load()}):");
            comparison.Write(output);
            var best = servers.All.Skip(1).Max(peer => comparison.Median(peer.Name, Throughput));
            await output.WriteLineAsync($"  {Table.Ratio(comparison.Median(QueryServers.Gantry, Throughput), best)} the better peer");
        }
    }

    private static double?[] Measure(Acceptor server, Sink sink, int associations, Func<Acceptor, int, int?> retrieve)
    {
        var (processor, before) = (server.Process.ProcessorSeconds, sink.Received.Instances);
        var begun = Stopwatch.GetTimestamp();
        var retrievals = Enumerable.Range(0, associations).Select(i => Task.Factory.StartNew(() => retrieve(server, i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(retrievals);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        var instances = retrievals.Sum(retrieval => retrieval.Result) is > 0 and var got ? got : sink.Received.Instances - before;
        var expected = associations * Instances;
        return instances == expected
            ? [expected * (double)Rows * Rows * 2 / 1e6 / elapsed.TotalSeconds, (server.Process.ProcessorSeconds - processor) * 1_000 / expected]
            : throw new BenchmarkException($"{server.Name} sent {instances} instances where {expected} are there.");
    }
}

using Gantry.Benchmarks.Ingest;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Query;

/// <summary>What a C-FIND costs, whole: association, plugins, catalog and responses.</summary>
internal sealed class QueryBenchmark : IBenchmark
{
    private const int Few = 500, WarmUps = 3;
    private const string Rate = "queries/s", Slow = "p99 ms", Processor = "CPU ms each";

    public string Name => "query";

    public string Description => "C-FIND at study level with few and many studies beside Orthanc and dcmqrscp; [--turns N] [--seconds N] [--studies N] [--alone]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var turns = arguments.Number("turns", 3);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 2));
        var many = arguments.Number("studies", 20_000);
        var isAlone = arguments.Flag("alone");
        arguments.End();
        await output.WriteLineAsync(Machine.Describe());
        await using var servers = await QueryServers.StartAsync(sinkPort: 0, isAlone, cancellationToken);
        servers.Fill(0, Few, instancesOfStudy: 1, rows: 32, _ => true, cancellationToken);
        await CompareAsync(Few, _ => true);
        if (many > Few)
        {
            servers.Fill(Few, many - Few, instancesOfStudy: 1, rows: 32, IsUnlimited, cancellationToken);
            await CompareAsync(many, IsUnlimited);
        }

        async Task CompareAsync(int studies, Func<Acceptor, bool> takes)
        {
            foreach (var (title, keys) in Questions(studies))
            {
                var comparison = new Comparison(Rate, Slow, Processor);
                foreach (var server in servers.All.Where(takes))
                {
                    comparison.Add(server.Name, _ => Task.FromResult(Measure(server, keys, duration)));
                }

                await comparison.RunAsync(turns, cancellationToken, WarmUps);
                await output.WriteLineAsync($"\n{studies} studies, {title} (load {Machine.Load()}):");
                comparison.Write(output);
                var own = comparison.Median(QueryServers.Gantry, Rate);
                foreach (var peer in servers.All.Where(takes).Skip(1))
                {
                    await output.WriteLineAsync($"  {Table.Ratio(own, comparison.Median(peer.Name, Rate))} {peer.Name}");
                }
            }
        }
    }

    // dcmqrscp has room for 500 studies.
    private static bool IsUnlimited(Acceptor server) => server.Name != QueryServers.Dcmqrscp;

    private static double?[] Measure(Acceptor server, Func<int, (DicomDataSet, int)> keys, TimeSpan duration)
    {
        var before = server.Process.ProcessorSeconds;
        var load = QueryLoad.Run(server.Port, server.AETitle, keys, duration);
        return [load.Rate, load.Slow, (server.Process.ProcessorSeconds - before) * 1_000 / (load.Rate * duration.TotalSeconds)];
    }

    private static IEnumerable<(string Title, Func<int, (DicomDataSet, int)> Keys)> Questions(int studies)
    {
        yield return ("exact Patient ID", i => (Keys(Tags.PatientID, "ANON" + Number(i, studies)), 1));
        yield return ("exact Patient ID that is not there", i => (Keys(Tags.PatientID, "NOBODY" + Number(i, studies)), 0));
        yield return ("Patient's Name that begins with it, ten matches", i => (Keys(Tags.PatientName, $"ANON^PATIENT{Number(i, studies)[..^1]}*"), 10));
        yield return ("Study Instance UID", i => (Keys(Tags.StudyInstanceUID, StoreMessage.StudyUid("2.25.4711", i * 7 % studies)), 1));
        if (studies == Few)
        {
            yield return ("all 500", _ => (Keys(Tags.PatientID, ""), Few));
        }
    }

    private static string Number(int i, int studies) => StoreMessage.StudyNumber(i * 7 % studies);

    private static DicomDataSet Keys(Tag tag, string value)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "STUDY");
        foreach (var asked in (Tag[])[Tags.PatientID, Tags.PatientName, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.StudyDescription, Tags.StudyInstanceUID])
        {
            keys.Set(asked);
        }

        return keys.Set(tag, value).Build();
    }
}

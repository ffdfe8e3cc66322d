using System.Diagnostics;
using Gantry.Benchmarks.Ingest;

namespace Gantry.Benchmarks.Web;

/// <summary>What DICOMweb costs, whole: HTTP, plugins, catalog and files.</summary>
internal sealed class WebBenchmark : IBenchmark
{
    private const int Few = 500, Instances = 200, Rows = 512, WarmUps = 3;
    private const long Pixels = (long)Rows * Rows * 2;
    private const string Searched = "2.25.4711", Retrieved = "2.25.4712";
    private const string Rate = "requests/s", Slow = "p99 ms", Throughput = "MB/s", Processor = "CPU ms each";
    private const string Json = "application/dicom+json";

    public string Name => "web";

    public string Description => "QIDO-RS with few and many studies and WADO-RS of a study of 200 x 512 KB beside Orthanc with its DICOMweb plugin; [--turns N] [--seconds N] [--studies N] [--only TITLE] [--alone]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var turns = arguments.Number("turns", 3);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 2));
        var many = arguments.Number("studies", 20_000);
        var only = arguments.Text("only") ?? "";
        var isAlone = arguments.Flag("alone");
        arguments.End();
        await output.WriteLineAsync(Machine.Describe());
        await using var servers = await WebServers.StartAsync(isAlone, cancellationToken);
        servers.Fill(Searched, 0, Few, instancesOfStudy: 1, rows: 32, cancellationToken);
        await SearchAsync(Few);
        servers.Fill(Retrieved, 900_000, 1, Instances, Rows, cancellationToken);
        foreach (var (title, request) in Retrievals(servers))
        {
            await CompareAsync(title, request);
        }

        if (many > Few)
        {
            servers.Fill(Searched, Few, many - Few, instancesOfStudy: 1, rows: 32, cancellationToken);
            await SearchAsync(many);
        }

        async Task SearchAsync(int studies)
        {
            foreach (var (title, request) in Searches(studies))
            {
                await CompareAsync($"{studies} studies, {title}", request);
            }
        }

        async Task CompareAsync(string title, WebQuestion question)
        {
            if (!title.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            var comparison = new Comparison(Rate, Slow, Throughput, Processor);
            foreach (var server in servers.All)
            {
                comparison.Add(server.Name, _ => Task.FromResult(Measure(server, question, duration)));
            }

            await comparison.RunAsync(turns, cancellationToken, WarmUps);
            await output.WriteLineAsync($"\n{title} (load {Machine.Load()}):");
            comparison.Write(output);
            await output.WriteLineAsync($"  {Table.Ratio(comparison.Median(WebServers.Gantry, Rate), comparison.Median(WebServers.Orthanc, Rate))} {WebServers.Orthanc}");
        }
    }

    private static double?[] Measure(WebServer server, WebQuestion question, TimeSpan duration)
    {
        using var client = server.Connect();
        var (times, bytes, processor) = (new List<double>(), 0L, server.Acceptor.Process.ProcessorSeconds);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 1; Stopwatch.GetElapsedTime(begun) < duration || times.Count < 3; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            bytes += question.Ask(server.Name, client, i);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        var elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        times.Sort();
        return
        [
            times.Count / elapsed, times[(int)((times.Count - 1) * 0.99)], bytes / 1e6 / elapsed, (server.Acceptor.Process.ProcessorSeconds - processor) * 1_000 / times.Count,
        ];
    }

    private static IEnumerable<(string Title, WebQuestion Question)> Searches(int studies)
    {
        string Number(int i) => StoreMessage.StudyNumber(i * 7 % studies);
        // Not encoded: Orthanc takes %5E for three characters.
        WebQuestion Search(Func<int, string> query, int matches) => new(i => $"/studies?{query(i)}", Json, Matches: matches, Match: "\"0020000D\"");
        yield return ("QIDO by exact Patient ID", Search(i => $"PatientID=ANON{Number(i)}", 1));
        yield return ("QIDO by a Patient ID that is not there", Search(i => $"PatientID=NOBODY{Number(i)}", 0));
        yield return ("QIDO by the beginning of a name, ten matches", Search(i => $"PatientName=ANON^PATIENT{Number(i)[..^1]}*", 10));
        yield return ("QIDO by Study Instance UID", Search(i => $"StudyInstanceUID={StoreMessage.StudyUid(Searched, i * 7 % studies)}", 1));
        yield return ("QIDO by Study Date, a day with ten matches", Search(i => $"StudyDate={StoreMessage.StudyDate(i * 7 % studies)}", 10));
        yield return ("QIDO of the series of a study", new(i => $"/studies/{StoreMessage.StudyUid(Searched, i * 7 % studies)}/series", Json, Matches: 1, Match: "\"0020000E\""));
        yield return ("QIDO, the first 50", Search(_ => "limit=50", 50));
        if (studies == Few)
        {
            yield return ("QIDO of all 500", Search(_ => "limit=500", Few));
        }
    }

    private static IEnumerable<(string Title, WebQuestion Question)> Retrievals(WebServers servers)
    {
        var study = $"/studies/{StoreMessage.StudyUid(Retrieved, 900_000)}";
        var instances = servers.All[0].InstancesOf($"{study}/instances");
        string Instance(int i) => $"{study}/series/{StoreMessage.StudyUid(Retrieved, 900_000)}.1/instances/{instances[i % instances.Count]}";
        string Of(string type) => $"multipart/related; type=\"{type}\"; transfer-syntax=*";
        yield return ("WADO-RS study", new(_ => study, Of("application/dicom"), AtLeast: Instances * Pixels));
        yield return ("WADO-RS metadata of the study", new(_ => $"{study}/metadata", Json, Matches: Instances, Match: "\"00080018\""));
        yield return ("WADO-RS metadata of an instance", new(i => $"{Instance(i)}/metadata", Json, Matches: 1, Match: "\"00080018\""));
        yield return ("WADO-RS frame", new(i => $"{Instance(i)}/frames/1", Of("application/octet-stream"), AtLeast: Pixels));
        yield return ("WADO-RS rendered", new(i => $"{Instance(i)}/rendered", "image/jpeg", AtLeast: 1_000));
    }
}

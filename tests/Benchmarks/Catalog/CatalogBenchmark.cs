using System.Diagnostics;
using System.Globalization;

namespace Gantry.Benchmarks.Catalog;

/// <summary>How fast catalogs take instances and answer queries, and how that grows with what they hold.</summary>
internal sealed class CatalogBenchmark : IBenchmark
{
    private const int InstancesPerStudy = 50;
    private const int Callers = 64;
    private const int WideSeries = 500;

    public string Name => "catalog";

    public string Description => "instances into the catalog and queries out of it, at 10^4, 10^5 and 10^6; --databases sqlite,... --instances 1000000 --queries 300; --wait fills, and measures queries after a line on the standard input";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var (instances, queries) = (arguments.Number("instances", 1_000_000), arguments.Number("queries", 300));
        var names = arguments.Text("databases")?.Split(',');
        var waits = arguments.Flag("wait");
        arguments.End();
        var all = typeof(CatalogUnderTest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CatalogUnderTest)) && !type.IsAbstract)
            .Select(type => (CatalogUnderTest)Activator.CreateInstance(type)!).OrderBy(database => database.Name, StringComparer.Ordinal).ToList();
        if (names?.FirstOrDefault(name => all.All(database => database.Name != name)) is { } unknown)
        {
            throw new BenchmarkException($"There is no database {unknown}; there are {string.Join(", ", all.Select(database => database.Name))}.");
        }

        await output.WriteLineAsync(Machine.Describe());
        foreach (var database in all.Where(database => names is null || names.Contains(database.Name)))
        {
            await using (database)
            {
                using var folder = new TemporaryFolder();
                if (await database.StartAsync(folder.Path) is { } reason)
                {
                    await output.WriteLineAsync($"{database.Name}: left out, {reason}");
                    continue;
                }

                await MeasureAsync(database, instances, queries, waits, output, cancellationToken);
            }
        }
    }

    private static async Task MeasureAsync(CatalogUnderTest database, int instances, int queries, bool waits, TextWriter output, CancellationToken cancellationToken)
    {
        var studies = new GeneratedStudies(seed: 1, InstancesPerStudy);
        await database.Catalog.AddAsync([.. studies.WideStudy(WideSeries)], cancellationToken);
        var growth = CatalogQuestion.All.Select(_ => new List<string>()).ToList();
        var sizes = new List<string>();
        foreach (var size in new[] { instances / 100, instances / 10, instances }.Where(size => size >= InstancesPerStudy * 20))
        {
            var before = (await database.Catalog.CountAsync(cancellationToken)).Instances;
            var filling = await FillAsync(database, studies, (int)(size - before), cancellationToken);
            var counts = await database.Catalog.CountAsync(cancellationToken);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"\n{database.Name}: {counts.Instances:N0} instances in {counts.Studies:N0} studies of {counts.Patients:N0} patients, {database.Size >> 20:N0} MB; the last {counts.Instances - before:N0} came at {(counts.Instances - before) / filling.Elapsed.TotalSeconds:N0}/s from {Callers} callers at once, call p50 {filling.Median:0.0} ms, p99 {filling.P99:0.0} ms; load {Machine.Load()}"));
            if (waits)
            {
                await output.WriteLineAsync("filled: queries are measured after a line on the standard input");
                await output.FlushAsync(cancellationToken);
                await Console.In.ReadLineAsync(cancellationToken);
            }

            sizes.Add($"{size:N0}");
            foreach (var (question, cells) in CatalogQuestion.All.Zip(growth))
            {
                var (p50, p99, matches, _) = await AskAsync(database, question, studies, queries, cancellationToken);
                cells.AddRange([Table.Number(p50), Table.Number(p99), Table.Number(matches)]);
            }
        }

        var table = new Table(["query: ms", .. sizes.SelectMany(size => new[] { $"p50 at {size}", "p99", "matches" })]);
        foreach (var (question, cells) in CatalogQuestion.All.Zip(growth))
        {
            table.Add([question.Name, .. cells]);
        }

        await output.WriteLineAsync($"\n{database.Name}; load {Machine.Load()}");
        table.Write(output);
    }

    // As many associations would: each stores one instance and waits for it.
    private static async Task<(TimeSpan Elapsed, double Median, double P99)> FillAsync(CatalogUnderTest database, GeneratedStudies studies, int count, CancellationToken cancellationToken)
    {
        var times = new List<double>(count);
        var clock = Stopwatch.StartNew();
        using var free = new SemaphoreSlim(Callers);
        Exception? failure = null;
        for (var added = 0; added < count;)
        {
            foreach (var entry in studies.Study())
            {
                await free.WaitAsync(cancellationToken);
                if (failure is not null)
                {
                    throw new BenchmarkException($"{database.Name} does not take instances: {failure.Message}");
                }

                added++;
                _ = Task.Run(
                    async () =>
                    {
                        try
                        {
                            var start = Stopwatch.GetTimestamp();
                            await database.Catalog.AddAsync([entry], cancellationToken);
                            lock (times)
                            {
                                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                            }
                        }
                        catch (Exception exception)
                        {
                            failure = exception;
                        }
                        finally
                        {
                            free.Release();
                        }
                    },
                    cancellationToken);
            }
        }

        for (var i = 0; i < Callers; i++)
        {
            await free.WaitAsync(cancellationToken);
        }

        clock.Stop();
        times.Sort();
        return (clock.Elapsed, At(times, 0.5), At(times, 0.99));
    }

    private static async Task<(double P50, double P99, double Matches, int Queries)> AskAsync(
        CatalogUnderTest database, CatalogQuestion question, GeneratedStudies studies, int queries, CancellationToken cancellationToken)
    {
        var random = new Random(7);
        var times = new List<double>(queries);
        var matches = 0L;
        var clock = Stopwatch.StartNew();
        for (var i = -10; i < queries && (i < 20 || clock.Elapsed < TimeSpan.FromSeconds(20)); i++)
        {
            var query = question.Next(studies, random);
            var start = Stopwatch.GetTimestamp();
            var found = 0;
            await foreach (var _ in database.Catalog.FindAsync(query, cancellationToken))
            {
                found++;
            }

            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                matches += found;
            }
        }

        times.Sort();
        return (At(times, 0.5), At(times, 0.99), (double)matches / times.Count, times.Count);
    }

    private static double At(List<double> sorted, double quantile) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];
}

using System.Diagnostics;
using System.Globalization;

namespace Gantry.Benchmarks.Swaps;

/// <summary>Reloads plugin after plugin under load: how long each step takes, what it does to operations, and what it leaves in memory.</summary>
internal sealed class SwapBenchmark : IBenchmark
{
    private static readonly string[] Usual = ["find", "move", "storage", "sqlite"];
    private static readonly string[] Columns = ["median", "p99", "longest"];

    public string Name => "swaps";

    public string Description =>
        "reloads plugins in turn under stores and queries: --reloads 500, --plugins find,move,storage,sqlite, --every 10 (memory), --warmup 50, --pause 1 (ms between the operations of a client), --minutes 60, --setting NAME=VALUE";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var reloads = arguments.Number("reloads", 500);
        var every = arguments.Number("every", 10);
        var warmUp = arguments.Number("warmup", 50);
        var minutes = arguments.Number("minutes", 60);
        var pause = arguments.Number("pause", 1);
        var plugins = arguments.Text("plugins")?.Split(',') ?? Usual;
        List<string> settings = ["--Gantry:WatchPlugins", "false"];
        while (arguments.Text("setting") is { } setting)
        {
            settings.AddRange([$"--Gantry:{setting.Split('=')[0]}", setting.Split('=').Last()]);
        }

        arguments.End();

        output.WriteLine(Machine.Describe());
        output.WriteLine(LeaseCost.Measure());
        await using var server = await GantryServer.StartAsync(settings, cancellationToken);
        using var admin = AdminApi.Of(server);
        var (swaps, memory) = (new Durations(), new MemorySeries());
        await using var clients = new SwapClients(server.DicomPort, TimeSpan.FromMilliseconds(pause));
        await clients.GoOnAsync(20, cancellationToken);
        var (done, begun) = (0, Stopwatch.GetTimestamp());
        try
        {
            for (; done < reloads && clients.Failures.IsEmpty && Stopwatch.GetElapsedTime(begun).TotalMinutes < minutes; done++)
            {
                var plugin = plugins[done % plugins.Length];
                swaps.Add(plugin, "whole swap", await admin.ReloadAsync(plugin, swaps, cancellationToken));
                if ((done + 1) % every == 0)
                {
                    await admin.UntilCollectedAsync(swaps, cancellationToken);
                    memory.Add(done + 1, server.ResidentBytes, server.OwnBytes, await admin.HeapAsync(cancellationToken));
                }
            }

            await clients.GoOnAsync(20, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            output.WriteLine($"After {done} reloads: {await server.FateAsync()}");
        }

        Write(output, done, clients, swaps, memory, warmUp);
        if (!clients.Failures.IsEmpty)
        {
            throw new BenchmarkException($"Operations failed, the first: {clients.Failures.First()}");
        }
    }

    private static void Write(TextWriter output, int reloads, SwapClients clients, Durations swaps, MemorySeries memory, int warmUp)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reloads} reloads; {clients.Stored} stored, {clients.Queries} queries, {clients.Failures.Count} failed; the longest operation {clients.Longest.TotalMilliseconds:0} ms; load at the end {Machine.Load()}"));
        output.WriteLine();
        foreach (var plugin in swaps.Groups)
        {
            var table = new Table([$"{plugin} (ms)", .. Columns]);
            foreach (var (step, milliseconds) in swaps.Of(plugin))
            {
                table.Add(step, Table.Number(Percentile(milliseconds, 0.5)), Table.Number(Percentile(milliseconds, 0.99)), Table.Number(milliseconds[^1]));
            }

            table.Write(output);
            output.WriteLine();
        }

        memory.Write(output, warmUp);
    }

    private static double Percentile(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}

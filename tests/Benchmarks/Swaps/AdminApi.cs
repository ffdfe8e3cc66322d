using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gantry.Benchmarks.Swaps;

/// <summary>The administration of a server, as far as it is needed here.</summary>
internal sealed class AdminApi : IDisposable
{
    private const string Heap = "dotnet_gc_last_collection_heap_size_bytes";
    private const string Fragmentation = "dotnet_gc_last_collection_heap_fragmentation_size_bytes";
    private const string Committed = "dotnet_gc_last_collection_memory_committed_size_bytes";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;
    private readonly HashSet<(string Id, int Generation)> _told = [];

    private AdminApi(HttpClient http) => _http = http;

    public static AdminApi Of(GantryServer server)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(server.DataFolder, "admin.json")));
        var http = new HttpClient { BaseAddress = new Uri(server.AdminUrl + "/"), Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", file.RootElement.GetProperty("token").GetString());
        return new AdminApi(http);
    }

    /// <summary>Reloads a plugin, and notes what the steps took that came before it served.</summary>
    /// <returns>What it took as a whole, in milliseconds.</returns>
    public async Task<double> ReloadAsync(string plugin, Durations durations, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync(new Uri($"admin/plugins/{plugin}/reload", UriKind.Relative), null, cancellationToken);
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new BenchmarkException($"{plugin} was not reloaded: {body}");
        }

        using var view = JsonDocument.Parse(body);
        Note(durations, plugin, view.RootElement);
        return took;
    }

    /// <summary>Waits until all that was replaced is gone from memory, which takes a full collection, or is kept there, and notes what their last steps took.</summary>
    public async Task UntilCollectedAsync(Durations durations, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            using var list = JsonDocument.Parse(await _http.GetStringAsync(new Uri("admin/plugins", UriKind.Relative), cancellationToken));
            var retired = list.RootElement.GetProperty("retired").EnumerateArray().ToList();
            if (retired.TrueForAll(IsDone))
            {
                foreach (var entry in retired.Where(entry => _told.Add((entry.GetProperty("id").GetString()!, entry.GetProperty("generation").GetInt32()))))
                {
                    Note(durations, entry.GetProperty("id").GetString()!.Split('.')[^1], entry);
                }

                return;
            }

            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new BenchmarkException("Something that was replaced stays in memory.");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    public async Task<HeapSize> HeapAsync(CancellationToken cancellationToken)
    {
        var lines = (await _http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken)).Split('\n');
        return new HeapSize(Sum(lines, Heap) - Sum(lines, Fragmentation), Sum(lines, Committed));
    }

    public void Dispose() => _http.Dispose();

    // Gone from memory, or stopped where the settings keep it there.
    private static bool IsDone(JsonElement retired) => retired.GetProperty(retired.GetProperty("isKept").GetBoolean() ? "unloadedAt" : "collectedAt").ValueKind == JsonValueKind.String;

    // name{label="..."} value time
    private static double Sum(IEnumerable<string> lines, string metric) => lines.Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));

    private static void Note(Durations durations, string plugin, JsonElement owner)
    {
        foreach (var step in owner.GetProperty("steps").EnumerateArray())
        {
            var name = step.GetProperty("step").GetString()!;
            var isRetired = owner.TryGetProperty("retiredAt", out _);
            if (name != "serve" && isRetired == name is "drain" or "stop" or "unload")
            {
                durations.Add(plugin, name, step.GetProperty("milliseconds").GetDouble());
            }
        }
    }
}

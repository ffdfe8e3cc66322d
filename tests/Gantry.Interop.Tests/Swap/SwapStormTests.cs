using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>Plugins are reloaded again and again under stock clients and long associations.</summary>
[Collection(nameof(Alone))]
public sealed class SwapStormTests
{
    /// <summary>So many times each plugin is reloaded, unless GANTRY_SWAPS says another number: 100 for a measurement.</summary>
    private static readonly int Swaps = int.TryParse(
        Environment.GetEnvironmentVariable("GANTRY_SWAPS"), NumberStyles.None, CultureInfo.InvariantCulture, out var swaps) ? swaps : 6;

    [Fact]
    public async Task Swap_after_swap_of_Find_Move_Storage_and_the_catalog_fails_no_operation_of_stock_clients()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:WatchPlugins", "false");
        using var admin = gantry.Http();
        string[] plugins = ["find", "move", "storage", "sqlite"];
        var durations = new List<double>();
        await using (var clients = await DcmtkLoad.StartAsync(gantry, folder))
        await using (var load = new SwapLoad(gantry.DicomPort))
        {
            await load.GoOnAsync(10);
            for (var i = 0; i < Swaps * plugins.Length; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                using var response = await admin.PostAsync(
                    new Uri($"admin/plugins/{plugins[i % plugins.Length]}/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
                durations.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                Assert.True(response.IsSuccessStatusCode, $"reload {i}: {response.StatusCode}\n{gantry.Output}");
                load.AssertNothingFailed();
            }

            await load.GoOnAsync(10);
            load.AssertNothingFailed();
            clients.AssertNothingFailed();
            durations.Sort();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{durations.Count} swaps, half in {durations[durations.Count / 2]:0} ms, the longest {durations[^1]:0} ms; {load.Stored.Count} stored, {load.Queries} queries, {clients.Runs} runs of stock clients; the longest operation {load.Worst.TotalMilliseconds:0} ms."));
        }

        // All but the ones that serve are gone from memory.
        await Until.TrueAsync(
            async () =>
            {
                using var list = JsonDocument.Parse(await admin.GetStringAsync(new Uri("admin/plugins", UriKind.Relative), TestContext.Current.CancellationToken));
                return list.RootElement.GetProperty("retired").EnumerateArray().All(retired => retired.GetProperty("collectedAt").ValueKind == JsonValueKind.String);
            },
            "every replaced version is gone from memory",
            TimeSpan.FromMinutes(1));
    }
}

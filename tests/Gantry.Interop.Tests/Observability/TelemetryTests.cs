using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Metrics and traces of the real host.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_and_traces_of_a_store_are_at_the_endpoint_and_sent_to_the_collector()
    {
        using var folder = new TemporaryFolder();
        using var collector = new OtlpCollector();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Telemetry:OtlpEndpoint", collector.Url);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make(pixelBytes: 200_000)));

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(gantry.AdminUrl + "/metrics", TestContext.Current.CancellationToken);

        var operations = Line(metrics, "gantry_operations_total{", "plugin=\"gantry.storage\"", "command=\"C-STORE\"", "status=\"success\"");
        Assert.Equal("1", operations[(operations.LastIndexOf('}') + 2)..].Split(' ')[0]);
        Line(metrics, "gantry_operation_duration_seconds_bucket{", "plugin=\"gantry.storage\"", "le=\"0.5\"");
        Line(metrics, "gantry_associations_total{", "calling_ae=\"other\"");
        Line(metrics, "gantry_plugin_operations_active{", "plugin=\"gantry.sqlite\"", "generation=\"1\"", "state=\"serving\"");
        Line(metrics, "gantry_plugin_load_duration_seconds_count{", "plugin=\"gantry.find\"");
        Line(metrics, "gantry_network_received_bytes_total");
        Line(metrics, "dotnet_gc_collections_total");
        Line(metrics, "dotnet_process_memory_working_set_bytes");

        Assert.Equal(0, await gantry.StopAsync()); // what has not been sent is sent then
        Assert.True(collector.Has("/v1/metrics", "gantry.operations"), "metrics have come");
        Assert.True(collector.Has("/v1/traces", "C-STORE") && collector.Has("/v1/traces", "gantry.correlation_id"), "spans have come");
        Assert.False(collector.Has("/v1/traces", "ANON^ONE"));
    }

    private static string Line(string metrics, params string[] parts) =>
        metrics.Split('\n').FirstOrDefault(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)))
        ?? throw new InvalidOperationException($"No line has {string.Join(" and ", parts)}:\n{metrics}");
}

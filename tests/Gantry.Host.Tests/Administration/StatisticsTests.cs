using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Host.Administration;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class StatisticsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Series_and_instances_are_told_by_modality_the_most_first()
    {
        var catalog = new InMemoryCatalog();
        var (ct, mr) = (new SampleInstance(), new SampleInstance().With(Tags.Modality, "MR"));
        await AddAsync(catalog, mr, ct, ct.Next(), ct.Next(), new SampleInstance(), new SampleInstance().With(Tags.Modality, null));

        Assert.Equal([new("CT", 2, 4), new("", 1, 1), new("MR", 1, 1)], await StatisticsEndpoint.ByModalityAsync(catalog, Cancellation));
    }

    [Fact]
    public async Task Those_beyond_a_hundred_modalities_are_told_together()
    {
        var catalog = new InMemoryCatalog();
        await AddAsync(catalog, [.. Enumerable.Range(0, 103).Select(i => new SampleInstance().With(Tags.Modality, $"M{i}"))]);

        var modalities = await StatisticsEndpoint.ByModalityAsync(catalog, Cancellation);

        Assert.Equal((101, new ModalityView(null, 3, 3)), (modalities.Count, modalities[^1]));
    }

    [Fact]
    public async Task Without_a_catalog_there_are_none()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, mediaType, body) = await server.AskAsync("GET", "/admin/statistics");

        Assert.Equal((404, "application/problem+json"), (answered, mediaType));
        Assert.Contains("ICatalog", (string?)body["detail"], StringComparison.Ordinal);
    }

    private static async Task AddAsync(InMemoryCatalog catalog, params SampleInstance[] instances) =>
        await catalog.AddAsync([.. instances.Select(instance => instance.ToEntry())], Cancellation);
}

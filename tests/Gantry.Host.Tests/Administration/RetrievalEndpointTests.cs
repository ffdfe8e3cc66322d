using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class RetrievalEndpointTests
{
    [Fact]
    public async Task Without_a_queue_what_goes_on_is_listed_all_the_same_and_says_so()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, _, body) = await server.AskAsync("GET", "/admin/retrievals");

        Assert.Equal(200, answered);
        Assert.Empty(body["retrievals"]!.AsArray());
        Assert.Contains("IRetrieveQueue", (string?)body["fault"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/admin/retrievals/2.25.1")]
    [InlineData("POST", "/admin/retrievals/2.25.1/resume")]
    [InlineData("POST", "/admin/retrievals/1-1/cancel")]
    public async Task Without_a_queue_nothing_is_found_or_changed(string method, string path)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, mediaType, body) = await server.AskAsync(method, path);

        Assert.Equal((404, "application/problem+json"), (answered, mediaType));
        Assert.Contains("IRetrieveQueue", (string?)body["detail"], StringComparison.Ordinal);
    }
}

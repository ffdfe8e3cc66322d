using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class CatalogEndpointTests
{
    [Theory]
    [InlineData("GET", "/admin/catalog")]
    [InlineData("POST", "/admin/catalog/migrate")]
    [InlineData("POST", "/admin/catalog/check")]
    public async Task Without_a_catalog_there_is_nothing_to_look_after(string method, string path)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (status, mediaType, body) = await server.AskAsync(method, path);

        Assert.Equal((404, "application/problem+json"), (status, mediaType));
        Assert.Contains("ICatalogMaintenance", (string?)body["detail"], StringComparison.Ordinal);
    }
}

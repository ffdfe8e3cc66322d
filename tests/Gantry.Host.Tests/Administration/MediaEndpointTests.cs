using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class MediaEndpointTests
{
    [Theory]
    [InlineData("""{"uids": ["2.25.1"], "retain": ["RetainUids"]}""", "'retain' says what stays where 'deidentify' is true.")]
    [InlineData("""{"uids": ["2.25.1"], "deidentify": false, "retain": ["RetainUids", "CleanGraphics"]}""", "'retain' says what stays where 'deidentify' is true.")]
    [InlineData("""{"uids": ["2.25.1"], "deidentify": true, "retain": ["Everything"]}""", "The body is not what is asked for")]
    [InlineData("""{"study": "2.25.1"}""", "'uids' are needed.")]
    [InlineData("2.25.1", "The body is not what is asked for")]
    public async Task An_order_that_contradicts_itself_or_is_none_is_refused_before_anything_is_looked_for(string order, string reason)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, mediaType, body) = await server.AskAsync("POST", "/admin/media", order);

        Assert.Equal((400, "application/problem+json"), (answered, mediaType));
        Assert.Contains(reason, (string?)body["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"uids": ["2.25.1"], "deidentify": true, "retain": ["RetainUids"]}""")]
    [InlineData("""{"uids": ["2.25.1"], "retain": []}""")]
    public async Task Without_anybody_who_makes_media_there_is_nobody_to_order_from(string order)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, _, body) = await server.AskAsync("POST", "/admin/media", order);

        Assert.Equal(404, answered);
        Assert.Contains("IMediaCreation", (string?)body["detail"], StringComparison.Ordinal);
    }
}

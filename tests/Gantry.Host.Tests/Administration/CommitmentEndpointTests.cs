using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class CommitmentEndpointTests
{
    [Theory]
    [InlineData("GET", "/admin/commitments")]
    [InlineData("GET", "/admin/commitments/2.25.1")]
    [InlineData("POST", "/admin/commitments/2.25.1/retry")]
    [InlineData("POST", "/admin/commitments/2.25.1/give-up")]
    [InlineData("GET", "/admin/commitments/held?peer=ARCHIVE&uid=2.25.1")]
    public async Task Without_a_ledger_there_is_nothing_to_show(string method, string path)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world);

        var (answered, mediaType, body) = await server.AskAsync(method, path);

        Assert.Equal((404, "application/problem+json"), (answered, mediaType));
        Assert.Contains("ICommitmentLedger", (string?)body["detail"], StringComparison.Ordinal);
    }
}

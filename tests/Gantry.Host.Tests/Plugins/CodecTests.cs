using Gantry.Dicom.Imaging;
using Gantry.Host.Plugins;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Codecs, of which any number of plugins may have some.</summary>
public sealed class CodecTests
{
    [Fact]
    public async Task A_vendors_codec_comes_before_Gantrys_own_until_it_is_unloaded()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("OwnCodec");
        var alone = await world.QueryAsync();
        await world.DropAndLoadAsync("VendorCodec");
        var both = await world.QueryAsync();
        var (running, without) = await UnloadWhileOneRunsAsync(world);

        Assert.Equal(("1", "2", "2", "1"), (alone, both, running, without));
        Assert.True(await world.IsCollectedAsync("zeta.codec"));
    }

    [Fact]
    public async Task Who_waits_for_no_codec_serves_without_any()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("OwnCodec");

        Assert.Empty(world.Slot("gantry.own-codec").WaitsFor);
        Assert.DoesNotContain(typeof(PixelCodecs), world.Slot("gantry.own-codec").Routes!.Imports);
    }

    [Fact]
    public async Task One_that_does_not_say_what_it_is_for_is_refused()
    {
        await using var world = new PluginWorld();
        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("MuteCodec"));
        Assert.Equal("Its codec MuteCodec does not say which transfer syntaxes it is for.", refusal.Message);
    }

    // The operation under way keeps the codec that it began with.
    private static async Task<(string Running, string Without)> UnloadWhileOneRunsAsync(PluginWorld world)
    {
        await using var query = world.BeginQuery();
        await world.Registry.UnloadAsync(world.Slot("zeta.codec"), null, TestContext.Current.CancellationToken);
        var without = await world.QueryAsync();
        return (await query.AskAsync(), without);
    }
}

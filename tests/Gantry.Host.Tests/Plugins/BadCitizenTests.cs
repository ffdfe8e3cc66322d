using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Dispatch;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Plugins;

/// <summary>What plugins do that they should not. A trait names the row of the table in host/README.md that a test asserts.</summary>
public sealed class BadCitizenTests
{
    private const string Id = "fixture.bad-citizen";
    private static readonly Uid Service = new("2.25.4711");

    [Theory, Trait("Row", "throws when it is made or started")]
    [InlineData("throw in the constructor", "Thrown by a constructor.")]
    [InlineData("throw in start", "Thrown by a start.")]
    public async Task What_throws_when_it_is_made_or_started_is_refused_and_leaves_nothing(string does, string message)
    {
        await using var world = World(does);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("BadCitizen"));

        Assert.StartsWith("Gantry.Fixtures.BadCitizen.Life", refusal.Message);
        Assert.EndsWith($" threw InvalidOperationException: {message}", refusal.Message);
        Assert.Equal(PluginState.Refused, world.Slot(Id).State);
        Assert.Empty(world.Registry.Routing.Find(Service));
    }

    [Theory, Trait("Row", "throws when it stops or is disposed")]
    [InlineData("throw in stop")]
    [InlineData("throw in dispose")]
    public async Task What_throws_when_it_stops_is_unloaded_all_the_same(string does)
    {
        await using var world = World(does);
        await world.DropAndLoadAsync("BadCitizen");

        await world.Registry.UnloadAsync(world.Slot(Id), null, TestContext.Current.CancellationToken);

        Assert.True(await world.IsCollectedAsync(Id));
    }

    [Fact, Trait("Row", "hangs when it is started")]
    public async Task What_hangs_when_it_is_started_is_refused()
    {
        await using var world = new PluginWorld(
            startTimeout: TimeSpan.FromSeconds(1), stopTimeout: TimeSpan.FromSeconds(1), settings: (Id, "Does", "hang in start"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("BadCitizen"));

        Assert.StartsWith("It did not start within 1 s", refusal.Message);
        Assert.Equal(PluginState.Refused, world.Slot(Id).State);
        Assert.Empty(world.Registry.Routing.Find(Service));
    }

    [Fact, Trait("Row", "hangs when it stops")]
    public async Task What_hangs_when_it_stops_is_left_alone_and_its_successor_serves()
    {
        await using var world = World("hang in stop", TimeSpan.FromMilliseconds(50));
        await using var peer = new Peer(world);
        await world.DropAndLoadAsync("BadCitizen");

        await world.LoadAsync(world.Slot(Id).Folder, again: true);
        var answer = await peer.FindAsync(Service);
        await EndsAsync(() => world.Retired.List().Single().UnloadedAt is not null, "the one that hangs is given up");

        Assert.Equal((DimseStatus.Success, "well"), (answer.Status, answer.Command.ErrorComment));
        Assert.Equal(2, world.Slot(Id).Current!.Number);
    }

    [Fact, Trait("Row", "eats memory")]
    public async Task What_a_plugin_ate_is_free_when_it_is_unloaded_and_the_administrator_is_told_when_memory_runs_out()
    {
        await using var world = World("");
        await using (var peer = new Peer(world))
        {
            await world.DropAndLoadAsync("BadCitizen");
            Assert.Equal(DimseStatus.Success, (await peer.FindAsync(Service, "eat memory")).Status);
            using var watch = new MemoryWatch(peer.Watch, TimeProvider.System, NullLogger<MemoryWatch>.Instance);
            Assert.Equal((false, true, false), (watch.Look(1, 89, 100), watch.Look(1, 91, 100), watch.Look(1, 95, 100)));
        }

        await world.Registry.UnloadAsync(world.Slot(Id), null, TestContext.Current.CancellationToken);

        Assert.True(await world.IsCollectedAsync(Id));
    }

    [Fact, Trait("Row", "exports nothing")]
    public async Task What_exports_nothing_is_refused()
    {
        await using var world = new PluginWorld();

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("NoExports"));

        Assert.Equal("NoExports exports nothing that this host knows.", refusal.Message);
    }

    private static PluginWorld World(string does, TimeSpan? stopTimeout = null) => new(stopTimeout: stopTimeout, settings: (Id, "Does", does));

    private static async Task EndsAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"It did not happen in time: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

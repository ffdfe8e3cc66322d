using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Administration;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Each step of a plugin's life is seen, with its time, by whoever administers.</summary>
public sealed class LifecycleTests
{
    private const string Id = "fixture.bad-citizen";
    private static readonly string[] Making = ["discover", "verify", "load", "start", "warm"];

    [Fact]
    public async Task What_serves_tells_how_it_came_there_and_what_was_replaced_its_whole_life()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await using var admin = await AdminServer.StartAsync(world);
        await world.Retired.StartAsync(TestContext.Current.CancellationToken);
        await world.DropAndLoadAsync("FinderTwo");
        await IsGoneAsync(world, "fixture.finder");

        var (_, _, body) = await admin.AskAsync("GET", "/admin/plugins");

        var finder = body["plugins"]!.AsArray().Single(plugin => (string)plugin!["id"]! == "fixture.finder")!;
        Assert.Equal([.. Making, "serve"], Names(finder));
        Assert.True((bool)finder["steps"]!.AsArray()[^1]!["goesOn"]!);
        Assert.Null(finder["attempt"]);
        var retired = Assert.Single(body["retired"]!.AsArray())!;
        Assert.Equal([.. Making, "serve", "drain", "stop", "unload"], Names(retired));
        Assert.All(retired["steps"]!.AsArray(), step => Assert.False((bool)step!["goesOn"]!));
        await world.Retired.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_plugin_imports_serves_until_it_has_stopped()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("Accountant");

        await world.Registry.StopAsync();

        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(world.Settings.DataFolder, "fixture.accountant", "counted"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_old_version_is_seen_draining_while_it_has_an_operation()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await using (world.BeginQuery())
        {
            await world.DropAndLoadAsync("FinderTwo");
            await world.IsRetiringAsync("fixture.finder");

            Assert.Equal((LifecycleStep.Drain, true), Last(world.Retired.List().Single().Steps));
        }
    }

    [Fact]
    public async Task A_version_is_seen_while_it_is_made_and_when_it_was_refused_where()
    {
        await using var world = new PluginWorld(
            startTimeout: TimeSpan.FromSeconds(2), stopTimeout: TimeSpan.FromSeconds(1), settings: (Id, "Does", "hang in start"));

        var loading = world.DropAndLoadAsync("BadCitizen");
        var slot = await SlotAsync(world);
        while (slot.Attempt is null || Last(slot.Attempt.Steps) != (LifecycleStep.Start, true))
        {
            Assert.False(loading.IsCompleted, "It was never seen starting.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<PluginRefusedException>(() => loading);
        Assert.Equal(("1.0.0", 1), (slot.Attempt.Version, slot.Attempt.Number));
        Assert.Equal((LifecycleStep.Start, false), Last(slot.Attempt.Steps));
    }

    [Fact]
    public async Task What_throws_when_it_is_warmed_is_refused_and_the_version_before_goes_on()
    {
        await using var world = new PluginWorld(settings: (Id, "Does", "throw in warm up"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("BadCitizen"));

        Assert.EndsWith(" threw InvalidOperationException: Thrown by a warm-up.", refusal.Message);
        Assert.Equal((LifecycleStep.Warm, false), Last(world.Slot(Id).Attempt!.Steps));
        Assert.True(await world.IsCollectedAsync(Id));
    }

    private static (LifecycleStep Step, bool GoesOn) Last(StepTimes steps) => (steps.All[^1].Step, steps.All[^1].GoesOn);

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonNode owner) => owner["steps"]!.AsArray().Select(step => (string)step!["step"]!);

    private static async Task<PluginSlot> SlotAsync(PluginWorld world)
    {
        for (var i = 0; i < 1_500; i++)
        {
            if (world.Registry.TryFind(Id, out var slot))
            {
                return slot;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The plugin was not seen.");
    }

    private static async Task IsGoneAsync(PluginWorld world, string id)
    {
        for (var i = 0; world.Retired.List().All(entry => entry.Id != id || entry.CollectedAt is null); i++)
        {
            Assert.True(i < 1_500, $"{id} was not seen to be gone within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

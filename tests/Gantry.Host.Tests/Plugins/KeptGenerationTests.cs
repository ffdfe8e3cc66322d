using System.Runtime.Loader;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Administration;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Plugins whose code is never unloaded, because the settings say so: all else is as ever.</summary>
public sealed class KeptGenerationTests
{
    private const string Finder = "fixture.finder";
    private const string BadCitizen = "fixture.bad-citizen";

    [Fact]
    public async Task A_version_that_was_replaced_stops_and_stays_and_others_are_collected()
    {
        await using var world = new PluginWorld(kept: Finder);
        await world.Retired.StartAsync(TestContext.Current.CancellationToken);
        await using var admin = await AdminServer.StartAsync(world);
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.QueryAsync();

        await world.DropAndLoadAsync("FinderTwo");
        await world.DropAndLoadAsync("CatalogueTwo");
        Assert.Equal("finder 2.0.0, catalogue 2", await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync("fixture.catalogue"));

        var kept = Assert.Single(world.Retired.List(), entry => entry.Id == Finder);
        await IsDoneAsync(kept);
        Assert.Equal((true, null), (kept.LoadContext.IsAlive, kept.CollectedAt));
        Assert.Equal(LifecycleStep.Stop, kept.Steps.All[^1].Step);
        var (_, _, body) = await admin.AskAsync("GET", "/admin/plugins");
        Assert.True((bool)body["retired"]!.AsArray().Single(entry => (string)entry!["id"]! == Finder)!["isKept"]!);
        await world.Retired.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_version_that_is_kept_is_brought_back_by_a_rollback()
    {
        await using var world = new PluginWorld(kept: "*");
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.DropAndLoadAsync("FinderTwo");

        await world.Registry.RollBackAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
    }

    [Fact]
    public async Task What_throws_at_its_start_is_named_though_it_cannot_be_unloaded()
    {
        await using var world = new PluginWorld(kept: BadCitizen, settings: (BadCitizen, "Does", "throw in start"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("BadCitizen"));

        Assert.StartsWith("Gantry.Fixtures.BadCitizen.Life", refusal.Message);
    }

    [Fact]
    public async Task Its_code_is_known_as_a_plugins()
    {
        await using var world = new PluginWorld(kept: "*");
        var slot = await world.DropAndLoadAsync("SpeakerOne");
        var context = (AssemblyLoadContext)slot.Current!.LoadContext.Target!;

        Assert.False(context.IsCollectible);
        Assert.Equal(["Phrases", "SpeakerOne"], context.Assemblies.Where(PluginCode.Has).Select(assembly => assembly.GetName().Name).Order());
        Assert.False(PluginCode.Has(typeof(PluginCode).Assembly) || PluginCode.Has(typeof(string).Assembly));
    }

    private static async Task IsDoneAsync(RetiredGeneration retired)
    {
        for (var i = 0; !retired.IsDone; i++)
        {
            Assert.True(i < 1_500, $"{retired.Name} has not stopped within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

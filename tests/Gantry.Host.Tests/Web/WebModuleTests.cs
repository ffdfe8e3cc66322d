using System.Text.Json.Nodes;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Web;

/// <summary>What plugins add to the workstation, as whoever shows it finds it.</summary>
public sealed class WebModuleTests
{
    private const string Id = "fixture.decorator";

    [Fact]
    public async Task What_serves_is_found_and_after_a_swap_the_next_version_while_who_has_asked_keeps_the_one_before()
    {
        await using var world = new PluginWorld();
        Assert.Empty(Found(world));
        var one = await world.DropAndLoadAsync("DecoratorOne");

        using (var leases = new OperationLeases(world.Registry))
        {
            var found = Assert.Single(leases.WebModules().All);
            Assert.Equal((Id, "1.0.0", "Sticker 1.0.0"), (found.Plugin, found.Version, found.Module.Contributions[0].Title));
            Assert.True(File.Exists(Path.Combine(found.Folder, "wwwroot", "parts", "board.js")));
            await world.LoadAsync(world.Drop("DecoratorTwo"), again: true);
            Assert.True(File.Exists(Path.Combine(found.Folder, "wwwroot", "version.js")));
            Assert.Equal(["2.0.0 Sticker 2.0.0"], Found(world));
            Assert.NotEqual(found.Tag, TagOf(world));
        }

        await world.Registry.UnloadAsync(world.Slot(Id), null, TestContext.Current.CancellationToken);
        Assert.Empty(Found(world));
        Assert.True(await world.IsCollectedAsync(one.Id));
    }

    [Fact]
    public async Task One_whose_script_is_not_there_is_refused_and_the_one_before_serves_on()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("DecoratorOne");
        var folder = world.Drop("DecoratorTwo");
        File.Delete(Path.Combine(folder, "wwwroot", "parts", "board.js"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder, again: true));

        Assert.Equal("The script of board is not in the folder: wwwroot/parts/board.js.", refusal.Message);
        Assert.Equal(["1.0.0 Sticker 1.0.0"], Found(world));
    }

    [Fact]
    public async Task A_handler_is_told_the_rights_of_its_caller()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("DecoratorOne");
        await using var server = await WebServer.StartAsync(world);

        Assert.Equal((200, "Greetings of 1.0.0 to administrator: True"), await server.AskAsync("GET", "/fixture-decorator/greeting"));
        using var refused = await server.Nobody.GetAsync("/fixture-decorator/greeting", TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.NotNull(JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    // Outside of the test's own frame, so that nothing there holds the plugin.
    private static string[] Found(PluginWorld world)
    {
        using var leases = new OperationLeases(world.Registry);
        return [.. leases.WebModules().All.Select(module => $"{module.Version} {module.Module.Contributions[0].Title}")];
    }

    private static string TagOf(PluginWorld world)
    {
        using var leases = new OperationLeases(world.Registry);
        return leases.WebModules().All.Single().Tag;
    }
}

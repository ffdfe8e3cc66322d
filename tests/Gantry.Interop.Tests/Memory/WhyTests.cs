using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>A plugin that stays in memory is told by the path that holds it.</summary>
public sealed class WhyTests
{
    private const string Id = "fixture.bad-citizen";

    [Theory, Trait("Row", "stays in memory")]
    [InlineData("leak by an event of the application domain", "System.AppDomain.ProcessExit")]
    [InlineData("leak by an event of the task scheduler", "System.EventHandler<System.Threading.Tasks.UnobservedTaskExceptionEventArgs>._target")]
    [InlineData("leak by a timer", "System.Threading.TimerQueue")]
    [InlineData("leak by a delay", "System.Threading.TimerQueue")]
    [InlineData("leak by a thread", "the stack of thread ")]
    [InlineData("leak by a pending accept", "System.Net.Sockets.")]
    [InlineData("leak by an event listener", "static ")]
    [InlineData("leak by an activity listener", "System.Diagnostics.ActivitySource")]
    [InlineData("leak by a handle", "a strong handle")]
    [InlineData("leak by a type descriptor", "System.ComponentModel.")]
    [InlineData("leak by reflection of JSON", "System.Text.Json.")]
    public async Task The_path_that_holds_a_generation_is_shown(string leak, string root)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "Processes cannot be looked into here.");
        using var folder = new TemporaryFolder();
        var plugins = folder.Folder("plugins");
        PluginFolders.Drop(Checkout.Fixture("BadCitizen", Id), plugins, Id);
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false", $"--Gantry:Plugins:{Id}:Does", leak);
        Assert.Equal(1, (await gantry.CliAsync("plugins", "unload", Id, "--wait", "1")).ExitCode);

        var why = await gantry.CliAsync("plugins", "why", Id, "--json");

        Assert.Equal(1, why.ExitCode);
        using var json = JsonDocument.Parse(why.Output);
        var generation = json.RootElement.GetProperty("generations").EnumerateArray().Single();
        var path = string.Join('\n', generation.GetProperty("path").EnumerateArray().Select(line => line.GetString()));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{leak}: {generation.GetProperty("objects")} objects, {generation.GetProperty("milliseconds")} ms\n{path}\n{generation.GetProperty("problem")}");
        Assert.Contains(root, path, StringComparison.Ordinal);
        Assert.Contains("Gantry.Fixtures.BadCitizen.", path, StringComparison.Ordinal);
        Assert.Contains("\"pluginsServing\": 0", (await gantry.CliAsync("status", "--json")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_plugin_that_is_gone_nothing_is_held()
    {
        using var folder = new TemporaryFolder();
        var plugins = folder.Folder("plugins");
        PluginFolders.Drop(Checkout.Fixture("BadCitizen", Id), plugins, Id);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false");
        (await gantry.CliAsync("plugins", "unload", Id, "--wait", "60")).Succeeded();

        var why = (await gantry.CliAsync("plugins", "why", Id)).Succeeded();

        Assert.Equal([$"Nothing of {Id} is in memory but what serves."], why.Lines.Where(line => line.Length > 0));
    }
}

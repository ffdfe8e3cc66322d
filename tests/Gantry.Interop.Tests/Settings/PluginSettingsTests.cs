namespace Gantry.Interop.Tests;

/// <summary>Settings of a plugin, changed from the command line while the server runs.</summary>
public sealed class PluginSettingsTests
{
    [Fact]
    public async Task A_setting_applies_live_or_by_a_new_generation_and_outlives_the_host()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.filestore:Threads", "8"))
        {
            Assert.Equal("8", await GetAsync(gantry, "filestore", "Threads"));
            Assert.Equal("10", await GetAsync(gantry, "move", "SubOperationsPerResponse"));

            var live = (await gantry.CliAsync("plugins", "settings", "move", "set", "subOperationsPerResponse", "3")).Succeeded();
            var anew = (await gantry.CliAsync("plugins", "settings", "filestore", "set", "Threads", "4")).Succeeded();
            var refused = await gantry.CliAsync("plugins", "settings", "filestore", "set", "Threads", "65");

            Assert.Contains("(generation 1) has the new settings, without a reload.", live.Output, StringComparison.Ordinal);
            Assert.Contains("(generation 2) has the new settings; it was loaded anew for them.", anew.Output, StringComparison.Ordinal);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("Threads is '65'; a whole number from 1 to 64 is needed.", refused.Output, StringComparison.Ordinal);
            Assert.Contains("\"maximum\": 64", (await gantry.CliAsync("plugins", "settings", "filestore", "schema")).Succeeded().Output, StringComparison.Ordinal);
        }

        await using var again = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.filestore:Threads", "8");
        Assert.Equal("3", await GetAsync(again, "move", "SubOperationsPerResponse"));
        Assert.Equal("4", await GetAsync(again, "filestore", "Threads"));
        (await again.CliAsync("plugins", "settings", "filestore", "reset", "Threads")).Succeeded();
        Assert.Equal("8", await GetAsync(again, "filestore", "Threads"));
    }

    private static async Task<string> GetAsync(GantryProcess gantry, string plugin, string name) =>
        (await gantry.CliAsync("plugins", "settings", plugin, "get", name)).Succeeded().Output.Trim();
}

using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Plugins are replaced under a server that works, and nobody notices but by what is new.</summary>
public sealed class SwapTests
{
    [Fact]
    public async Task Find_Storage_and_the_catalog_are_replaced_while_associations_store_and_query()
    {
        using var folder = new TemporaryFolder();
        var plugins = PluginFolders.CopyOfBuilt(folder);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false", "--Gantry:HealthGate", "false"); // a machine that gets busy makes every new version slower
        await using (var load = new SwapLoad(gantry.DicomPort, pause: SwapLoad.Breath))
        {
            await load.GoOnAsync(30);
            Assert.Equal("", load.LastMark);

            await ReplaceAsync(gantry, "find", "NextFind");
            await load.GoOnAsync(10);
            Assert.Equal("NEXT", load.LastMark);

            await ReplaceAsync(gantry, "storage", "NextStorage");
            await load.GoOnAsync(30);

            await ReplaceAsync(gantry, "sqlite", "NextSqlite");
            await load.GoOnAsync(30);

            var back = (await gantry.CliAsync("plugins", "rollback", "find", "--wait", "60")).Succeeded();
            Assert.Equal(["gantry.find 1.0.0 (generation 3) serves now.", "gantry.find 1.0.1 (generation 2) is gone from memory."], Lines(back));
            await load.GoOnAsync(10);
            Assert.Equal("", load.LastMark);
            load.AssertNothingFailed();

            TestContext.Current.TestOutputHelper?.WriteLine($"{load.Stored.Count} stored and {load.Queries} queries under four swaps.");
            await AssertAllThereAsync(gantry.DicomPort, load);
        }

        var list = await gantry.PluginsAsync();
        Assert.Equal(
            ("1.0.0", "1.0.1", "1.0.1"), (list["gantry.find"].Text("version"), list["gantry.storage"].Text("version"), list["gantry.sqlite"].Text("version")));
    }

    [Fact]
    public async Task A_reload_that_is_refused_leaves_the_version_before_it_serving()
    {
        using var folder = new TemporaryFolder();
        var plugins = PluginFolders.CopyOfBuilt(folder);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false");
        await Scu.StoreAsync(gantry.DicomPort, Samples.Make(patientId: SwapLoad.PatientId));

        File.Delete(Path.Combine(plugins, "gantry.find", "plugin.json"));
        var run = await gantry.CliAsync("plugins", "reload", "find");

        Assert.Equal((2, "There is no plugin.json in the folder."), (run.ExitCode, run.Output.Trim()));
        await using var load = new SwapLoad(gantry.DicomPort, pause: SwapLoad.Breath);
        await load.GoOnAsync(3);
        var find = (await gantry.PluginsAsync())["gantry.find"];
        Assert.Equal(("Serving", "There is no plugin.json in the folder."), (find.Text("state"), find.Text("refusal")));
    }

    private static async Task ReplaceAsync(GantryProcess gantry, string name, string fixture)
    {
        PluginFolders.Drop(Checkout.Fixture(fixture, $"gantry.{name}"), gantry.PluginFolder, $"gantry.{name}");
        var run = await gantry.CliAsync("plugins", "reload", name, "--wait", "60");
        Assert.True(run.ExitCode == 0, $"{run.Output}\n{gantry.Output}");
        Assert.Equal([$"gantry.{name} 1.0.1 (generation 2) serves now.", $"gantry.{name} 1.0.0 (generation 1) is gone from memory."], Lines(run));
    }

    private static async Task AssertAllThereAsync(int port, SwapLoad load)
    {
        var acknowledged = load.Stored.ToDictionary();
        await using var association = await Scu.ConnectAsync(port, [new ProposedContext(Scu.StudyRootFind)]);
        var listed = new HashSet<string>();
        foreach (var study in acknowledged.Values.Distinct())
        {
            var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID, study).Add(Tags.SOPInstanceUID).Build();
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
            {
                listed.Add(match.GetString(Tags.SOPInstanceUID)!);
            }
        }

        Assert.Empty(acknowledged.Keys.Except(listed));
    }

    private static string[] Lines(CommandResult run) => [.. run.Lines.Where(line => line.Length > 0)];
}

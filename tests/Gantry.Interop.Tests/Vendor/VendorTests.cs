using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A vendor's plugin is a folder: a good one serves without a restart, a bad one is refused with a sentence and harms nothing.</summary>
public sealed class VendorTests
{
    [Fact]
    public async Task A_vendors_folder_is_picked_up_and_broken_ones_are_refused_while_the_server_works()
    {
        using var folder = new TemporaryFolder();
        var built = await VendorProject.BuildAsync(folder);
        var plugins = PluginFolders.CopyOfBuilt(folder);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));

        PluginFolders.Drop(built, plugins, VendorProject.Id);
        await Until.TrueAsync(async () => (await gantry.PluginsAsync()).ContainsKey(VendorProject.Id), "the vendor's plugin is picked up");
        var counter = (await gantry.PluginsAsync())[VendorProject.Id];
        Assert.Equal(("Serving", "0.1.0", "Counts what is stored."), (counter.Text("state"), counter.Text("version"), counter.Text("description")));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make(), Samples.Make(), Samples.Make()));
        await Until.TrueAsync(() => Count(gantry.DataFolder) == "3", "three stores are counted");

        var broken = Broken(folder, built);
        foreach (var (name, _) in broken)
        {
            PluginFolders.Drop(folder.File(name), plugins, name);
        }

        await Until.TrueAsync(async () => (await gantry.PluginsAsync()).Values.Count(plugin => plugin.Text("state") == "Refused") == broken.Count, "the broken ones are refused");
        var list = await gantry.PluginsAsync();
        Assert.All(broken, pair => Assert.Equal(pair.Sentence, list[pair.Name].Text("refusal")));
        var text = (await gantry.CliAsync("plugins", "list")).Succeeded();
        Assert.All(broken, pair => Assert.Single(text.Lines, line => line.StartsWith(pair.Name + " ", StringComparison.Ordinal) && line.EndsWith(pair.Sentence, StringComparison.Ordinal)));

        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
        await Until.TrueAsync(() => Count(gantry.DataFolder) == "4", "the fourth store is counted");
        Assert.Equal(broken.Count, (await gantry.StatusAsync()).GetProperty("pluginsRefused").GetInt32());
    }

    [Fact]
    public async Task A_vendors_plugin_is_unloaded_and_loaded_by_command()
    {
        using var folder = new TemporaryFolder();
        var plugins = PluginFolders.CopyOfBuilt(folder);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins, "--Gantry:WatchPlugins", "false");

        (await gantry.CliAsync("plugins", "unload", "find", "--wait", "60")).Succeeded();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var association = await Scu.ConnectAsync(gantry.DicomPort, [new ProposedContext(Scu.StudyRootFind)]);
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, Scu.Identifier("STUDY").Build(), TestContext.Current.CancellationToken))
            {
                Assert.Fail($"A match came from a plugin that is unloaded: {match}.");
            }
        });
        (await gantry.CliAsync("plugins", "load", "find")).Succeeded();

        await using var load = new SwapLoad(gantry.DicomPort, pause: SwapLoad.Breath);
        await load.GoOnAsync(3);
    }

    private static List<(string Name, string Sentence)> Broken(TemporaryFolder folder, string built)
    {
        Make("acme.nomanifest", path => File.Delete(Path.Combine(path, "plugin.json")));
        Make("acme.future", path => Rewrite(path, "\"contracts\": \"1.0\"", "\"contracts\": \"9.1\""));
        Make("acme.nonsense", path => File.WriteAllText(Path.Combine(path, "plugin.json"), "{ \"id\": "));
        Make("acme.owncopy", path => File.Copy(Path.Combine(Path.GetDirectoryName(Checkout.HostAssembly)!, "Gantry.Contracts.dll"), Path.Combine(path, "Gantry.Contracts.dll")));
        TemporaryFolder.Copy(Checkout.Fixture("ThrowsInConstructor", "fixture.throws"), folder.File("fixture.throws"));
        return
        [
            ("acme.nomanifest", "There is no plugin.json in the folder."),
            ("acme.future", "It needs contracts 9.1; this host has 1.0."),
            ("acme.nonsense", "plugin.json is not a manifest: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed."),
            ("acme.owncopy", "The folder has a copy of Gantry.Contracts.dll, which the host shares with its plugins: remove it."),
            ("fixture.throws", "Gantry.Fixtures.ThrowsInConstructor.Thrower threw InvalidOperationException: The licence file is missing."),
        ];

        void Make(string name, Action<string> spoil)
        {
            TemporaryFolder.Copy(built, folder.File(name));
            Rewrite(folder.File(name), $"\"{VendorProject.Id}\"", $"\"{name}\"");
            spoil(folder.File(name));
        }
    }

    private static void Rewrite(string folder, string from, string to)
    {
        var manifest = Path.Combine(folder, "plugin.json");
        var text = File.ReadAllText(manifest);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(manifest, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static string? Count(string dataFolder)
    {
        var file = Directory.EnumerateFiles(dataFolder, VendorProject.CountFile, SearchOption.AllDirectories).SingleOrDefault();
        return file is null ? null : File.ReadAllText(file);
    }
}

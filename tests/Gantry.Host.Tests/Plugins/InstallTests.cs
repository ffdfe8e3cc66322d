using Gantry.Dicom;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

public sealed class InstallTests
{
    [Fact]
    public async Task A_folder_from_elsewhere_is_tried_before_the_watcher_could_take_it_for_all_operations()
    {
        await using var world = await FinderOneAsync();

        var slot = await InstallAsync(world, Fixture.Folder("FinderTwo"), CanaryRule.Of([new AETitle("CT1")]));
        await world.LoadAsync(slot.Folder); // as the watcher does
        var other = await world.QueryAsync();
        world.Caller = new AETitle("CT1");

        Assert.Equal(("finder 1.0.0, catalogue 1", "finder 2.0.0, catalogue 1"), (other, await world.QueryAsync()));
        Assert.Null(slot.Refusal);
        Assert.Equal("2.0.0", PluginFolder.Read(slot.Folder, world.Settings.FolderPolicy).Manifest.Version);
        Assert.Equal(["fixture.catalogue", "fixture.finder"], Entries(world));
    }

    [Fact]
    public async Task Of_a_host_that_starts_again_in_a_trial_the_version_before_serves_until_the_other_is_promoted()
    {
        await using var world = await FinderOneAsync();
        await InstallAsync(world, Fixture.Folder("FinderTwo"), CanaryRule.Share(50));

        await world.RestartAsync();
        var inTrial = (await world.QueryAsync(), world.Slot("finder").Refusal);
        await world.Registry.LoadAsync(world.Slot("finder").Folder, again: true, Options(world, CanaryRule.Share(50)), Token);
        await world.Registry.PromoteAsync(world.Slot("finder"), null, Token);
        await world.RestartAsync();

        Assert.Equal(("finder 1.0.0, catalogue 1", "2.0.0 in its folder was on trial or rolled back; gantry plugins reload fixture.finder takes it."), inTrial);
        Assert.Equal(("finder 2.0.0, catalogue 1", null), (await world.QueryAsync(), world.Slot("finder").Refusal));
    }

    [Fact]
    public async Task What_is_refused_when_it_is_loaded_leaves_the_folder_of_before_and_that_is_not_loaded_again()
    {
        await using var world = await FinderOneAsync();
        var (folder, generation) = (world.Slot("finder").Folder, world.Slot("finder").Current);
        var bad = Path.Combine(world.Settings.DataFolder, "bad");
        Fixture.Copy(Fixture.Folder("ThrowsInConstructor"), bad);
        var manifest = Path.Combine(bad, PluginFolder.ManifestName);
        var id = PluginFolder.Read(bad, world.Settings.FolderPolicy).Manifest.Id;
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, Token)).Replace(id, "fixture.finder", StringComparison.Ordinal), Token);

        await Assert.ThrowsAsync<PluginRefusedException>(() => InstallAsync(world, bad));
        await world.LoadAsync(folder);

        Assert.Same(generation, world.Slot("finder").Current);
        Assert.Equal("1.0.0", PluginFolder.Read(folder, world.Settings.FolderPolicy).Manifest.Version);
        Assert.Equal(["fixture.catalogue", "fixture.finder"], Entries(world));
    }

    [Fact]
    public async Task The_first_of_its_id_leaves_nothing_where_it_is_refused_and_serves_where_it_is_not()
    {
        await using var world = new PluginWorld();

        await Assert.ThrowsAsync<PluginRefusedException>(() => InstallAsync(world, Fixture.Folder("ThrowsInConstructor")));
        var afterwards = (Entries(world), world.Registry.Slots.Count());
        await InstallAsync(world, Fixture.Folder("CatalogueOne"));

        Assert.Equal(0, afterwards.Item2);
        Assert.Empty(afterwards.Item1);
        Assert.Equal(PluginState.Serving, world.Slot("catalogue").State);
    }

    [Fact]
    public async Task What_is_in_the_plugin_folder_or_in_its_place_is_left_alone()
    {
        await using var world = new PluginWorld();
        var dropped = world.Drop("CatalogueOne");
        Directory.CreateDirectory(Path.Combine(world.Settings.PluginFolder, "fixture.finder"));

        var inside = await Assert.ThrowsAsync<PluginRefusedException>(() => InstallAsync(world, dropped));
        var taken = await Assert.ThrowsAsync<PluginRefusedException>(() => InstallAsync(world, Fixture.Folder("FinderOne")));
        var alone = await Assert.ThrowsAsync<PluginRefusedException>(() => InstallAsync(world, Fixture.Folder("CatalogueTwo"), CanaryRule.Share(5)));

        Assert.Equal("It is in the plugin folder already; gantry plugins reload fixture.catalogue takes it.", inside.Message);
        Assert.Equal("The folder fixture.finder of the plugin folder has something else in it.", taken.Message);
        Assert.Equal("The folder fixture.catalogue of the plugin folder has something else in it.", alone.Message);
        Assert.Equal(["fixture.catalogue", "fixture.finder"], Entries(world));
    }

    [Fact]
    public async Task A_host_that_ended_between_two_renames_finds_the_folder_of_before()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        Directory.Move(folder, Path.Combine(world.Settings.PluginFolder, ".fixture.catalogue.replaced"));
        world.Drop("CatalogueTwo", ".fixture.catalogue.installing");

        await world.RestartAsync();

        Assert.Equal("1.0.0", world.Slot("catalogue").Current!.Manifest.Version);
        Assert.Equal(["fixture.catalogue"], Entries(world));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Entries(PluginWorld world) =>
        [.. Directory.EnumerateFileSystemEntries(world.Settings.PluginFolder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static async Task<PluginWorld> FinderOneAsync()
    {
        var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        return world;
    }

    private static Task<PluginSlot> InstallAsync(PluginWorld world, string source, CanaryRule? rule = null) =>
        world.Registry.InstallAsync(source, Options(world, rule), Token);

    private static SwapOptions Options(PluginWorld world, CanaryRule? rule) => SwapOptions.Of(world.Settings) with { Canary = rule };
}

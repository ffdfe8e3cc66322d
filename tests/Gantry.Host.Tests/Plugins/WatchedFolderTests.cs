using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Watching;

namespace Gantry.Host.Tests.Plugins;

/// <summary>What happens to folders while the host watches them.</summary>
public sealed class WatchedFolderTests
{
    [Fact]
    public async Task A_folder_that_is_deleted_leaves_the_plugin_serving_and_says_so()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        await using var watch = await Watch.BeginAsync(world);
        var serving = world.Slot("catalogue").Current;

        Directory.Delete(folder, recursive: true);
        await watch.UntilAsync(() => world.Slot("catalogue").IsFolderGone, "the deletion is seen");
        Assert.Same(serving, world.Slot("catalogue").Current);

        world.Drop("CatalogueOne");
        await watch.UntilAsync(() => !world.Slot("catalogue").IsFolderGone, "the folder is seen again");
        Assert.Same(serving, world.Slot("catalogue").Current);
    }

    [Fact]
    public async Task A_refused_folder_that_is_deleted_is_forgotten()
    {
        await using var world = new PluginWorld();
        var folder = Directory.CreateDirectory(Path.Combine(world.Settings.PluginFolder, "empty")).FullName;
        await using var watch = await Watch.BeginAsync(world);
        Assert.Equal("There is no plugin.json in the folder.", world.Slot("empty").Refusal);

        Directory.Delete(folder);

        await watch.UntilAsync(() => !world.Registry.Slots.Any(), "the folder is forgotten");
    }

    [Fact, Trait("Row", "is half copied")]
    public async Task A_copy_that_grows_is_refused_until_it_is_whole()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        var assembly = Path.Combine(folder, "CatalogueOne.dll");
        var whole = await File.ReadAllBytesAsync(assembly, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(assembly, whole[..1_000], TestContext.Current.CancellationToken);
        await using var watch = await Watch.BeginAsync(world);
        Assert.Equal(PluginState.Refused, world.Slot("catalogue").State);

        await File.WriteAllBytesAsync(assembly, whole, TestContext.Current.CancellationToken);

        await watch.UntilAsync(() => world.Slot("catalogue").State == PluginState.Serving, "the whole copy is loaded");
        Assert.Null(world.Slot("catalogue").Refusal);
    }

    [Fact]
    public async Task A_live_folder_may_be_overwritten_in_place()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        var folder = world.Drop("FinderOne");
        await using var watch = await Watch.BeginAsync(world);

        var assembly = Path.Combine(folder, "FinderOne.dll");
        await File.WriteAllBytesAsync(assembly, new byte[100], TestContext.Current.CancellationToken);
        await watch.UntilAsync(() => world.Slot("finder").Refusal is not null, "the overwritten folder is refused");

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
        Assert.Equal(PluginState.Serving, world.Slot("finder").State);
    }

    [Fact]
    public async Task Of_two_folders_with_one_id_the_second_is_refused_under_its_own_name_until_the_first_is_gone()
    {
        await using var world = new PluginWorld();
        var first = world.Drop("CatalogueOne");
        world.Drop("CatalogueTwo", "second");
        await using var watch = await Watch.BeginAsync(world);
        Assert.Equal(
            (PluginState.Refused, "Its id fixture.catalogue is in the folder fixture.catalogue too."), (world.Slot("second").State, world.Slot("second").Refusal));
        Assert.Null(world.Slot("fixture.catalogue").Refusal);

        Directory.Delete(first, recursive: true);

        await watch.UntilAsync(() => world.Slot("fixture.catalogue").Current!.Manifest.Version == "2.0.0", "the second is loaded");
        Assert.Equal((PluginState.Serving, null), (world.Slot("fixture.catalogue").State, world.Slot("fixture.catalogue").Refusal));
        Assert.Single(world.Registry.Slots);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_looked_into_does_not_keep_others_from_being_loaded()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links takes a privilege on Windows.");
        await using var world = new PluginWorld();
        File.CreateSymbolicLink(Path.Combine(world.Settings.PluginFolder, "a.nowhere"), "nothing");
        FolderEntries.Forbid(Directory.CreateDirectory(Path.Combine(world.Settings.PluginFolder, "b.closed")).FullName);
        world.Drop("CatalogueOne");

        await using var watch = await Watch.BeginAsync(world);

        Assert.Equal("The folder is a link to nothing; Gantry:LinkedPlugins says whether such are taken.", world.Slot("a.nowhere").Refusal);
        Assert.Equal((PluginState.Refused, PluginState.Serving), (world.Slot("b.closed").State, world.Slot("catalogue").State));
        FolderEntries.Allow(Path.Combine(world.Settings.PluginFolder, "b.closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_folder_that_names_what_is_a_plugin_elsewhere_stands_beside_it()
    {
        await using var world = new PluginWorld();
        var elsewhere = world.Drop("CatalogueOne", "elsewhere");
        await world.LoadAsync(elsewhere);
        var empty = Directory.CreateDirectory(Path.Combine(world.Settings.PluginFolder, "fixture.catalogue")).FullName;

        await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(empty));

        Assert.Equal(["fixture.catalogue", "fixture.catalogue (folder)"], world.Registry.Slots.Select(slot => slot.Id));
        Assert.Null(world.Slot("fixture.catalogue").Refusal);
    }

    private sealed class Watch(PluginFolderWatcher watcher) : IAsyncDisposable
    {
        public static async Task<Watch> BeginAsync(PluginWorld world)
        {
            var watcher = world.Watcher();
            await watcher.LoadAllAsync(TestContext.Current.CancellationToken);
            await watcher.StartAsync(TestContext.Current.CancellationToken);
            return new Watch(watcher);
        }

        public async Task UntilAsync(Func<bool> condition, string what)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!condition())
            {
                Assert.False(patience.IsCancellationRequested, $"It did not happen in time: {what}.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await watcher.StopAsync(CancellationToken.None);
            watcher.Dispose();
        }
    }
}

using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

public sealed class PluginRefusalTests
{
    [Fact]
    public async Task A_folder_without_a_manifest_is_refused() =>
        await IsRefused("There is no plugin.json in the folder.", folder => File.Delete(Path.Combine(folder, "plugin.json")), id: "fixture.catalogue");

    [Fact]
    public async Task Another_major_version_of_the_contracts_is_refused() =>
        await IsRefused("It needs contracts 9.0; this host has 1.0.", folder => Edit(folder, "\"contracts\": \"1.0\"", "\"contracts\": \"9.0\""));

    [Fact, Trait("Row", "was built for contracts newer than the host's")]
    public async Task A_later_minor_version_of_the_contracts_is_refused() =>
        await IsRefused("It needs contracts 1.99; this host has 1.0.", folder => Edit(folder, "\"contracts\": \"1.0\"", "\"contracts\": \"1.99\""));

    [Fact, Trait("Row", "ships its own contracts")]
    public async Task A_copy_of_the_contracts_in_the_folder_is_refused() =>
        await IsRefused(
            "The folder has a copy of Gantry.Contracts.dll, which the host shares with its plugins: remove it.",
            folder => File.Copy(typeof(Contracts.ICatalog).Assembly.Location, Path.Combine(folder, "Gantry.Contracts.dll")));

    [Fact]
    public async Task A_manifest_with_an_unknown_member_is_refused() =>
        await IsRefused(null, folder => Edit(folder, "\"id\":", "\"colour\": \"red\", \"id\":"), id: "fixture.catalogue");

    [Fact]
    public async Task A_manifest_without_the_contracts_version_is_refused() =>
        await IsRefused(null, folder => Edit(folder, "\"contracts\": \"1.0\",", ""), id: "fixture.catalogue");

    [Fact]
    public async Task A_path_as_the_assembly_is_refused() =>
        await IsRefused("The assembly '../CatalogueOne.dll' is not a file name.", folder => Edit(folder, "\"CatalogueOne.dll\"", "\"../CatalogueOne.dll\""));

    [Fact]
    public async Task An_assembly_that_is_not_there_is_refused() =>
        await IsRefused("The assembly CatalogueOne.dll is not in the folder.", folder => File.Delete(Path.Combine(folder, "CatalogueOne.dll")));

    [Fact]
    public async Task An_assembly_cut_short_is_refused() =>
        await IsRefused(null, folder => File.WriteAllBytes(Path.Combine(folder, "CatalogueOne.dll"), [0x4D, 0x5A]));

    [Fact]
    public async Task A_manifest_that_promises_what_is_not_exported_is_refused() =>
        await IsRefused(
            "Its manifest says that it provides IInstanceStore, and it does not.",
            folder => Edit(folder, "[\"ICatalog\"]", "[\"ICatalog\", \"IInstanceStore\"]"));

    [Fact]
    public async Task A_constructor_that_throws_is_told_by_its_type_and_message()
    {
        await using var world = new PluginWorld();

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("ThrowsInConstructor"));

        Assert.Equal("Gantry.Fixtures.ThrowsInConstructor.Thrower threw InvalidOperationException: The licence file is missing.", refusal.Message);
        Assert.Equal((PluginState.Refused, refusal.Message), (world.Slot("throws").State, world.Slot("throws").Refusal));
    }

    [Fact, Trait("Row", "holds a service of another plugin for ever")]
    public async Task A_shared_part_that_would_hold_another_plugin_for_ever_is_refused()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("SharedImport"));

        Assert.Equal("A [Shared] part imports ICatalog, which another plugin provides; only parts that are made for each operation may.", refusal.Message);
    }

    [Fact]
    public async Task Two_folders_with_one_id_do_not_both_load()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(world.Drop("CatalogueTwo", "another")));

        Assert.Equal("Its id fixture.catalogue is in the folder fixture.catalogue too.", refusal.Message);
        Assert.Equal("1.0.0", world.Slot("catalogue").Current!.Manifest.Version);
    }

    [Fact]
    public async Task Two_plugins_that_provide_one_service_do_not_both_load()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        var second = world.Drop("CatalogueTwo", "acme.catalogue");
        Edit(second, "\"fixture.catalogue\"", "\"acme.catalogue\"");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(second));

        Assert.Equal("acme.catalogue provides ICatalog, which fixture.catalogue provides already.", refusal.Message);
    }

    [Fact, Trait("Row", "serves what another plugin serves")]
    public async Task Two_plugins_that_serve_one_sop_class_do_not_both_load()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("FinderOne");
        var second = world.Drop("FinderTwo", "acme.finder");
        Edit(second, "\"fixture.finder\"", "\"acme.finder\"");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(second));

        Assert.Equal("acme.finder serves CFind of 1.2.840.10008.5.1.4.1.2.2.1, which fixture.finder serves already.", refusal.Message);
    }

    [Fact]
    public async Task A_refused_folder_that_is_mended_is_loaded()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        File.Move(Path.Combine(folder, "plugin.json"), Path.Combine(folder, "away"));
        await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));
        File.Move(Path.Combine(folder, "away"), Path.Combine(folder, "plugin.json"));

        var slot = await world.LoadAsync(folder);

        Assert.Equal((PluginState.Serving, null), (slot.State, slot.Refusal));
        Assert.Equal(slot, Assert.Single(world.Registry.Slots));
    }

    // Breaks a folder twice: where nothing served before, and in place of a version that serves, which must go on.
    private static async Task IsRefused(string? reason, Action<string> breakIt, string id = "fixture.catalogue")
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        breakIt(folder);
        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));
        Assert.Equal(PluginState.Refused, world.Slot(id).State);
        Assert.Equal(reason ?? refusal.Message, refusal.Message);
        Assert.EndsWith(".", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);

        await world.LoadAsync(world.Drop("CatalogueOne"));
        var serving = world.Slot(id).Current;
        breakIt(folder);
        await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));
        Assert.Same(serving, world.Slot(id).Current);
        Assert.Equal((PluginState.Serving, refusal.Message), (world.Slot(id).State, world.Slot(id).Refusal));
    }

    private static void Edit(string folder, string from, string to)
    {
        var manifest = Path.Combine(folder, "plugin.json");
        var text = File.ReadAllText(manifest);
        Assert.Contains(from, text);
        File.WriteAllText(manifest, text.Replace(from, to, StringComparison.Ordinal));
    }
}

using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Several plugins that provide the catalog lie in the folder, and the settings say which one does.</summary>
public sealed class CatalogChoiceTests
{
    private const string Sentence = "Gantry:Catalog is acme.catalog: that plugin provides the catalog, and this one is not loaded.";

    [Fact]
    public async Task A_catalog_that_is_not_chosen_is_left_out_without_being_loaded()
    {
        await using var world = new PluginWorld(catalog: "acme.catalog");

        var slot = await world.DropAndLoadAsync("CatalogueOne");

        Assert.Equal((PluginState.LeftOut, Sentence, null), (slot.State, slot.Refusal, slot.Current));
        Assert.Null(world.Registry.Routing.Provider(typeof(ICatalog)));
        Assert.False(Directory.Exists(Path.Combine(world.Settings.DataFolder, "generations", slot.Id)));
    }

    [Fact]
    public async Task Who_asks_for_it_is_told_why_not()
    {
        await using var world = new PluginWorld(catalog: "acme.catalog");
        var folder = world.Drop("CatalogueOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder, again: true));

        Assert.Equal(Sentence, refusal.Message);
        Assert.Equal(PluginState.LeftOut, world.Slot("catalogue").State);
    }

    [Fact]
    public async Task The_chosen_one_serves_and_what_provides_no_catalog_is_not_concerned()
    {
        await using var world = new PluginWorld(catalog: "fixture.catalogue");

        Assert.Equal(PluginState.Serving, (await world.DropAndLoadAsync("CatalogueOne")).State);
        Assert.Equal(PluginState.Serving, (await world.DropAndLoadAsync("FinderOne")).State);
    }
}

using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Administration;
using Gantry.Host.Plugins;
using Gantry.Host.Tests.Dispatch;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Parts that miss each other, and parts that clash.</summary>
public sealed class WaitingTests
{
    [Fact, Trait("Row", "needs a service that nobody provides")]
    public async Task A_plugin_whose_service_nobody_provides_waits_and_says_for_what_until_a_provider_comes()
    {
        await using var world = new PluginWorld();
        await using var peer = new Peer(world);
        await world.DropAndLoadAsync("FinderOne");
        var waiting = View(world, "finder");
        var refused = await peer.FindAsync(PluginWorld.StudyRootFind);

        await world.DropAndLoadAsync("CatalogueOne");
        var serving = View(world, "finder");
        var answered = await peer.FindAsync(PluginWorld.StudyRootFind);

        Assert.Equal(("Waiting", "Waits for ICatalog, which no plugin provides."), (waiting.State, waiting.Refusal));
        Assert.Equal((DimseStatus.OutOfResources, "No plugin provides ICatalog."), (refused.Status, refused.Command.ErrorComment));
        Assert.Equal(("Serving", null), (serving.State, serving.Refusal));
        Assert.Equal((DimseStatus.Success, "finder 1.0.0, catalogue 1"), (answered.Status, answered.Command.ErrorComment));
    }

    [Fact]
    public async Task A_plugin_whose_provider_is_unloaded_waits_again_and_its_operations_get_a_status_that_lets_a_peer_try_later()
    {
        await using var world = new PluginWorld();
        await using var peer = new Peer(world);
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await using (var association = await peer.ConnectAsync(PluginWorld.StudyRootFind))
        {
            var before = await Peer.FindAsync(association, PluginWorld.StudyRootFind);
            await world.Registry.UnloadAsync(world.Slot("catalogue"), null, TestContext.Current.CancellationToken);
            var without = await Peer.FindAsync(association, PluginWorld.StudyRootFind);
            var waiting = View(world, "finder");
            await world.LoadAsync(world.Slot("catalogue").Folder, again: true);
            var after = await Peer.FindAsync(association, PluginWorld.StudyRootFind);

            Assert.Equal((DimseStatus.Success, DimseStatus.OutOfResources, DimseStatus.Success), (before.Status, without.Status, after.Status));
            Assert.Equal("Waiting", waiting.State);
            Assert.Equal(0, world.Slot("finder").Current!.Quarantine.Faults);
        }
    }

    [Fact]
    public async Task A_provider_that_needs_another_provider_waits_too_and_is_not_refused()
    {
        await using var world = new PluginWorld();

        await world.DropAndLoadAsync("Keeper");
        var alone = View(world, "keeper");
        await world.DropAndLoadAsync("CatalogueOne");

        Assert.Equal(("Waiting", "Waits for ICatalog, which no plugin provides."), (alone.State, alone.Refusal));
        Assert.Equal("Serving", View(world, "keeper").State);
    }

    [Fact]
    public async Task Two_handlers_of_one_plugin_for_one_sop_class_are_refused_by_their_names()
    {
        await using var world = new PluginWorld();

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("TwoHandlers"));

        Assert.Equal(
            "Gantry.Fixtures.TwoHandlers.First and Gantry.Fixtures.TwoHandlers.Second both serve CFind of 1.2.840.10008.5.1.4.1.2.1.1.", refusal.Message);
    }

    [Fact]
    public async Task Presentation_contexts_on_offer_follow_what_is_loaded()
    {
        await using var world = new PluginWorld();
        await using var peer = new Peer(world);
        await world.DropAndLoadAsync("CatalogueOne");
        await using var before = await peer.ConnectAsync(Uids.Verification, PluginWorld.StudyRootFind);
        await world.DropAndLoadAsync("FinderOne");
        await using var with = await peer.ConnectAsync(Uids.Verification, PluginWorld.StudyRootFind);
        await world.Registry.UnloadAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);
        await using var after = await peer.ConnectAsync(Uids.Verification, PluginWorld.StudyRootFind);

        var late = await Peer.FindAsync(with, PluginWorld.StudyRootFind);

        Assert.Equal(
            (false, true, false),
            (before.Parameters.Find(PluginWorld.StudyRootFind) is not null, with.Parameters.Find(PluginWorld.StudyRootFind) is not null,
                after.Parameters.Find(PluginWorld.StudyRootFind) is not null));
        Assert.Equal((DimseStatus.SopClassNotSupported, "No plugin serves this SOP class"), (late.Status, late.Command.ErrorComment));
        Assert.Null(world.Registry.Routing.Find(DimseCommand.CFind, PluginWorld.StudyRootFind));
    }

    private static PluginView View(PluginWorld world, string id) => PluginViews.Of(world.Slot(id));
}

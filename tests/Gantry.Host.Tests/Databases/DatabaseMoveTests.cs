using Gantry.Contracts;
using Gantry.Host.Databases;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Databases;

/// <summary>What a move asks of plugins before it begins; moves themselves are seen with real databases.</summary>
public sealed class DatabaseMoveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nobody", "There is no plugin nobody.")]
    [InlineData("catalogue", "The database of fixture.catalogue is the one that serves.")]
    [InlineData("finder", "fixture.finder provides no database that lies ready.")]
    public async Task What_cannot_be_moved_to_is_told(string to, string sentence)
    {
        await using var world = new PluginWorld(catalog: "fixture.catalogue");
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        using var move = Move(world);

        Assert.Equal(sentence, (await Assert.ThrowsAsync<PluginRefusedException>(() => move.BeginAsync(to, Cancellation))).Message);
        Assert.Equal((null, null), (world.Choice.Standby, move.Progress));
    }

    [Fact]
    public async Task One_that_was_loaded_in_vain_lies_ready_again()
    {
        await using var world = new PluginWorld(catalog: "acme.catalog");
        var slot = await world.DropAndLoadAsync("CatalogueOne");
        using var move = Move(world);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => move.BeginAsync("catalogue", Cancellation));

        Assert.Equal("There is no plugin acme.catalog: its folder is gone.", refusal.Message);
        Assert.Equal((PluginState.LeftOut, null, null), (slot.State, slot.Current, world.Choice.Standby));
        Assert.True(await world.IsCollectedAsync("fixture.catalogue"));
    }

    [Fact]
    public async Task The_standby_is_loaded_and_serves_nobody()
    {
        await using var world = new PluginWorld(catalog: "acme.catalog");
        world.Choice.Begin("fixture.catalogue");
        var slot = await world.DropAndLoadAsync("CatalogueOne");

        Assert.Equal(PluginState.Standby, slot.State);
        Assert.NotNull(slot.Current);
        Assert.Null(world.Registry.Routing.Provider(typeof(ICatalog)));
        using var leases = new OperationLeases(world.Registry);
        Assert.Throws<ServiceUnavailableException>(() => leases.Get<ICatalog>());
        Assert.Equal(1, (await leases.Get<ICatalog>(slot).CountAsync(Cancellation)).Patients);
    }

    [Fact]
    public async Task Without_a_move_there_is_nothing_to_switch_or_to_end()
    {
        await using var world = new PluginWorld(catalog: "fixture.catalogue");
        using var move = Move(world);
        Assert.Throws<PluginRefusedException>(move.AskToSwitch);
        await Assert.ThrowsAsync<PluginRefusedException>(() => move.EndAsync(Cancellation));
        await move.StartAsync(Cancellation);
        await move.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_operations_write_is_noted_and_waits_while_writes_are_held()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        world.Writes.Changes.Open();
        using var leases = new OperationLeases(world.Registry);
        var catalog = leases.Get<ICatalog>();
        var entry = new Gantry.Contracts.Testing.SampleInstance().ToEntry();
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([entry], Cancellation));
        Assert.Equal(1, world.Writes.Changes.Count); // it failed, and may have been done

        Assert.True(await world.Writes.Gate.TryHoldAsync(TimeSpan.FromMinutes(1), Cancellation));
        var removing = catalog.RemoveAsync(new InstanceSelection { PatientId = "1" }, Cancellation).AsTask();
        Assert.Equal(1, (await catalog.CountAsync(Cancellation)).Patients); // who reads does not wait
        Assert.False(removing.IsCompleted);
        world.Writes.Gate.Open();
        Assert.Empty(await removing);
    }

    private static DatabaseMove Move(PluginWorld world) => new(world.Registry, world.Choice, world.Writes, TimeProvider.System, NullLogger<DatabaseMove>.Instance);
}

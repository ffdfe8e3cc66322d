using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

public sealed class PluginRegistryTests
{
    [Fact]
    public async Task A_query_goes_through_a_plugin_to_the_service_of_another()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
    }

    [Fact]
    public async Task A_plugin_may_come_before_the_one_whose_service_it_needs()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("FinderOne");
        var missing = await Assert.ThrowsAsync<ServiceUnavailableException>(world.QueryAsync);
        await world.DropAndLoadAsync("CatalogueOne");

        Assert.Equal("No plugin provides ICatalog.", missing.Message);
        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
    }

    [Fact]
    public async Task A_swap_answers_new_operations_with_the_new_code_and_the_old_code_is_collected()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.QueryAsync();

        await world.DropAndLoadAsync("FinderTwo");

        Assert.Equal("finder 2.0.0, catalogue 1", await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
    }

    [Fact]
    public async Task An_operation_keeps_the_versions_it_began_with_until_it_ends()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");

        await AskWhileBothAreSwapped(world);

        Assert.Equal("finder 2.0.0, catalogue 2", await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
        Assert.True(await world.IsCollectedAsync("fixture.catalogue"));
    }

    [Fact]
    public async Task Forty_swaps_under_eight_loops_of_queries_fail_none_and_leave_nothing_behind()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); // no thread blocks: beside loops, what waits in its queue would never have its turn
        var waited = 8;
        var loops = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            if (Interlocked.Decrement(ref waited) == 0)
            {
                begun.SetResult();
            }

            while (!stop.IsCancellationRequested)
            {
                await Task.Yield();
                Assert.StartsWith("finder ", await world.QueryAsync());
                count++;
            }

            return count;
        })).ToList();

        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++)
        {
            await world.DropAndLoadAsync("FinderTwo");
            await world.DropAndLoadAsync("CatalogueTwo");
            await world.DropAndLoadAsync("FinderOne");
            await world.DropAndLoadAsync("CatalogueOne");
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(loops);
        Assert.NotEqual(0, counts.Sum());
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
        Assert.True(await world.IsCollectedAsync("fixture.catalogue"));
    }

    [Fact]
    public async Task A_rollback_brings_the_version_before_back()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.DropAndLoadAsync("FinderTwo");

        await world.Registry.RollBackAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
    }

    [Fact]
    public async Task The_folder_that_was_rolled_back_from_is_not_loaded_again_by_itself()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        var folder = world.Drop("FinderTwo");
        await world.LoadAsync(folder);
        await world.Registry.RollBackAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        await world.LoadAsync(folder);

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_does_not_serve_again_after_a_restart_until_it_is_asked_for()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.LoadAsync(world.Drop("FinderOne", "finder"));
        var folder = world.Drop("FinderTwo", "finder");
        await world.LoadAsync(folder);
        await world.Registry.RollBackAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        await world.RestartAsync();
        var (restarted, refusal) = (await world.QueryAsync(), world.Slot("finder").Refusal);
        await world.LoadAsync(folder, again: true);
        var asked = await world.QueryAsync();
        await world.RestartAsync();

        Assert.Equal("finder 1.0.0, catalogue 1", restarted);
        Assert.Equal("2.0.0 in its folder was on trial or rolled back; gantry plugins reload fixture.finder takes it.", refusal);
        Assert.Equal(["finder 2.0.0, catalogue 1", "finder 2.0.0, catalogue 1"], [asked, await world.QueryAsync()]);
    }

    [Fact]
    public async Task A_new_version_is_taken_after_a_rollback_at_a_start_too()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.LoadAsync(world.Drop("FinderTwo", "finder"));
        await world.LoadAsync(world.Drop("FinderOne", "finder"));
        await world.Registry.RollBackAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);
        world.Drop("FinderTwo", "finder");

        await world.RestartAsync();

        Assert.Equal("finder 2.0.0, catalogue 1", await world.QueryAsync());
        Assert.Null(world.Slot("finder").Refusal);
    }

    [Fact]
    public async Task A_rollback_of_a_first_version_is_refused()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("CatalogueOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.Registry.RollBackAsync(slot, null, TestContext.Current.CancellationToken));

        Assert.Equal("There is no version of fixture.catalogue before this one.", refusal.Message);
    }

    [Fact]
    public async Task An_unloaded_plugin_serves_nothing_and_is_collected()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.QueryAsync();

        await world.Registry.UnloadAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        Assert.Null(world.Registry.Routing.Find(Contracts.DimseCommand.CFind, PluginWorld.StudyRootFind));
        Assert.Equal(PluginState.Unloaded, world.Slot("finder").State);
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
    }

    [Fact]
    public async Task Loading_the_same_content_again_makes_a_new_generation_only_when_asked()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        var slot = await world.LoadAsync(folder);
        await world.LoadAsync(folder);
        var unasked = slot.Current!.Number;
        await world.LoadAsync(folder, again: true);

        Assert.Equal((1, 2), (unasked, slot.Current!.Number));
    }

    [Fact]
    public async Task A_load_that_whoever_asked_gives_up_is_no_refusal_and_can_be_tried_again()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("Misbehaver");
        var wait = Path.Combine(Directory.CreateDirectory(Path.Combine(world.Settings.DataFolder, "fixture.misbehaver")).FullName, "wait");
        await File.WriteAllTextAsync(wait, "", TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Registry.LoadAsync(folder, again: false, null, patience.Token));
        var afterwards = (world.Slot("misbehaver").Current, world.Slot("misbehaver").Refusal);
        File.Delete(wait);
        await world.LoadAsync(folder);

        Assert.Equal((null, null), afterwards);
        Assert.Equal(PluginState.Serving, world.Slot("misbehaver").State);
    }

    [Fact, Trait("Row", "does not end its operations after it was replaced")]
    public async Task A_drain_deadline_cancels_what_is_left_and_waits_for_it()
    {
        await using var world = new PluginWorld(drainTimeout: TimeSpan.FromMilliseconds(50));
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        var lease = world.Slot("finder").Acquire(world.Caller)!;

        await world.DropAndLoadAsync("FinderTwo");
        var cancelled = new TaskCompletionSource();
        await using var registration = lease.Generation.CancelOperations.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(Assert.Single(world.Retired.List()).UnloadedAt);
        lease.Dispose();
    }

    private static async Task AskWhileBothAreSwapped(PluginWorld world)
    {
        await using var query = world.BeginQuery();
        await world.DropAndLoadAsync("FinderTwo");
        await world.DropAndLoadAsync("CatalogueTwo");
        Assert.Equal("finder 1.0.0, catalogue 1", await query.AskAsync());
    }
}

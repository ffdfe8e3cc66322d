using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Plugins.Registry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Plugins;

public sealed class CanaryTests
{
    [Fact]
    public async Task Operations_of_the_chosen_callers_get_the_version_on_trial_and_all_others_the_one_that_serves()
    {
        await using var world = await FinderOneAsync();

        await TryAsync(world, "FinderTwo", CanaryRule.Of([new AETitle("CT1")]));
        var other = await world.QueryAsync();
        world.Caller = new AETitle("CT1");

        Assert.Equal(("finder 1.0.0, catalogue 1", "finder 2.0.0, catalogue 1"), (other, await world.QueryAsync()));
    }

    [Fact]
    public async Task Who_compares_versions_gets_the_one_asked_for_whatever_the_rule_says()
    {
        await using var world = await FinderOneAsync();
        await TryAsync(world, "FinderTwo", CanaryRule.Of([new AETitle("CT1")]));

        var onTrial = await QueryAsync(takesTrial: true);
        world.Caller = new AETitle("CT1");
        var serving = await QueryAsync(takesTrial: false);

        Assert.Equal(("finder 2.0.0, catalogue 1", "finder 1.0.0, catalogue 1"), (onTrial, serving));
        Assert.Equal("finder 2.0.0, catalogue 1", await world.QueryAsync()); // by its rule again

        async Task<string> QueryAsync(bool takesTrial)
        {
            VersionScope.Choose(takesTrial);
            return await world.QueryAsync();
        }
    }

    [Fact]
    public async Task A_share_of_the_operations_gets_the_version_on_trial()
    {
        await using var world = await FinderOneAsync();

        await TryAsync(world, "FinderTwo", CanaryRule.Share(20));
        var answers = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            answers.Add(await world.QueryAsync());
        }

        Assert.Equal(10, answers.Count(answer => answer.StartsWith("finder 2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_provider_on_trial_is_chosen_by_who_calls_the_handler()
    {
        await using var world = await FinderOneAsync();
        await TryAsync(world, "CatalogueTwo", CanaryRule.Of([new AETitle("CT1")]));

        var other = await world.QueryAsync();
        using var scope = CallerScope.Begin(new AETitle("CT1"));
        var ofCaller = await world.QueryAsync();

        Assert.Equal(("finder 1.0.0, catalogue 1", "finder 1.0.0, catalogue 2"), (other, ofCaller));
        Assert.Equal("fixture.catalogue", Assert.Single(scope.Providers).Manifest.Id);
    }

    [Fact]
    public async Task A_promoted_version_gets_all_operations_and_the_one_before_is_collected()
    {
        await using var world = await FinderOneAsync();
        await TryAsync(world, "FinderTwo", CanaryRule.Share(1));

        await world.Registry.PromoteAsync(world.Slot("finder"), null, Token);

        Assert.Equal("finder 2.0.0, catalogue 1", await world.QueryAsync());
        Assert.Null(world.Slot("finder").Canary);
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
    }

    [Fact]
    public async Task A_version_on_trial_that_is_rolled_back_is_collected_and_its_folder_is_not_tried_again_by_itself()
    {
        await using var world = await FinderOneAsync();
        var folder = await TryAsync(world, "FinderTwo", CanaryRule.Share(99));

        await world.Registry.RollBackAsync(world.Slot("finder"), null, Token);
        await world.LoadAsync(folder);

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
    }

    [Fact]
    public async Task While_a_version_is_on_trial_no_other_takes_a_place()
    {
        await using var world = await FinderOneAsync();
        var folder = await TryAsync(world, "FinderTwo", CanaryRule.Share(50));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder, again: true));

        Assert.Equal("fixture.finder 2.0.0 (generation 2) is on trial: promote it or roll it back first.", refusal.Message);
    }

    [Fact]
    public async Task Nothing_is_on_trial_where_nothing_serves()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(
            () => world.Registry.LoadAsync(folder, true, Options(world, CanaryRule.Share(5)), Token));
        var promotion = await Assert.ThrowsAsync<PluginRefusedException>(() => world.Registry.PromoteAsync(world.Slot("catalogue"), null, Token));

        Assert.Equal("No version of fixture.catalogue serves, so there is nothing to try another beside.", refusal.Message);
        Assert.Equal("No version of fixture.catalogue is on trial.", promotion.Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_version_that_does_worse_is_rolled_back_by_itself_and_the_reason_stays(bool asCanary)
    {
        await using var world = await FinderOneAsync();
        Note(world.Slot("finder").Current!, failures: 0, of: 30);
        await TryAsync(world, "FinderTwo", asCanary ? CanaryRule.Share(50) : null);
        var slot = world.Slot("finder");
        Note(slot.Canary?.Generation ?? slot.Current!, failures: 15, of: 30);

        await Keeper(world).LookAsync(Token);

        Assert.Equal("finder 1.0.0, catalogue 1", await world.QueryAsync());
        Assert.Equal(
            "fixture.finder 2.0.0 (generation 2) did worse than the version before it and was rolled back: 15 of 30 CFind failed; before: 0 of 30.",
            slot.Refusal);
        Assert.Null(slot.Trial);
    }

    [Fact]
    public async Task A_version_that_does_as_well_passes_its_trial()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var world = await FinderOneAsync();
        Note(world.Slot("finder").Current!, failures: 3, of: 30);
        await TryAsync(world, "FinderTwo", null);
        Note(world.Slot("finder").Current!, failures: 3, of: 30);

        await Keeper(world, clock).LookAsync(Token);
        var during = world.Slot("finder").Trial;
        clock.Advance(world.Gate.Trial + TimeSpan.FromMinutes(1));
        await Keeper(world, clock).LookAsync(Token);

        Assert.NotNull(during);
        Assert.Null(world.Slot("finder").Trial);
        Assert.Equal("finder 2.0.0, catalogue 1", await world.QueryAsync());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<PluginWorld> FinderOneAsync()
    {
        var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        return world;
    }

    private static async Task<string> TryAsync(PluginWorld world, string project, CanaryRule? rule)
    {
        var folder = world.Drop(project);
        await world.Registry.LoadAsync(folder, again: true, Options(world, rule), Token);
        return folder;
    }

    private static SwapOptions Options(PluginWorld world, CanaryRule? rule) => SwapOptions.Of(world.Settings) with { Canary = rule };

    private static HealthGateKeeper Keeper(PluginWorld world, TimeProvider? time = null) =>
        new(world.Settings, world.Registry, world.Gate, time ?? TimeProvider.System, NullLogger<HealthGateKeeper>.Instance);

    private static void Note(PluginGeneration generation, int failures, int of)
    {
        for (var i = 0; i < of; i++)
        {
            generation.Health.Note(nameof(DimseCommand.CFind), isFailure: i < failures, isFault: false, TimeSpan.FromMilliseconds(5));
        }
    }
}

using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Settings;

namespace Gantry.Host.Tests.Plugins;

public sealed class PluginSettingsTests
{
    private const string Tuned = "fixture.tuned";

    [Fact]
    public async Task A_plugin_has_its_defaults_and_what_the_configuration_says()
    {
        await using var world = new PluginWorld(settings: [(Tuned, "COUNT", "9"), (Tuned, "Peers:1", "B"), (Tuned, "Peers:0", "A"), (Tuned, "Colour", "green")]);
        var slot = await world.DropAndLoadAsync("TunedOne");

        var report = world.SettingsChanges().Read(slot);

        Assert.Equal("9 Green 30 A+B told 0", await world.QueryAsync());
        Assert.Equal(["Count", "Peers", "Colour", "Place", "Patience", "Password"], report.Settings.Select(state => state.Setting.Name));
        Assert.Equal(
            [SettingSource.Configuration, SettingSource.Configuration, SettingSource.Configuration, SettingSource.Default, SettingSource.Default, SettingSource.Default],
            report.Settings.Select(state => state.Source));
        Assert.Equal(["A", "B"], report.Settings[1].Texts);
        Assert.Empty(report.Unknown);
    }

    [Fact]
    public async Task A_plugin_with_values_out_of_range_is_refused_with_every_fault()
    {
        await using var world = new PluginWorld(settings: [(Tuned, "Count", "65"), (Tuned, "Patience", "soon"), (Tuned, "Place", "Here"), (Tuned, "Password", "abc")]);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("TunedOne"));

        Assert.Equal(
            "Its settings cannot be used. Count is '65'; a whole number from 1 to 64 is needed. Place is 'Here'; it does not match [a-z]+. "
            + "Patience is 'soon'; a time from 00:00:01 to 00:10:00 is needed. Password has 3 characters; 4 or more are needed.",
            refusal.Message);
        Assert.Equal(PluginState.Refused, world.Slot(Tuned).State);
    }

    [Fact]
    public async Task A_setting_that_applies_live_takes_effect_without_a_reload()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("TunedOne");

        var effect = await SetAsync(world, ("count", ["8"]), ("Peers", ["A", "B", "C"]));

        Assert.Equal("fixture.tuned 1.0.0 (generation 1) has the new settings, without a reload.", effect);
        Assert.Equal("8 Red 30 A+B+C told 8", await world.QueryAsync());
        Assert.Equal(1, slot.Current!.Number);
        await SetAsync(world, ("Peers", []));
        Assert.Equal("8 Red 30  told 8", await world.QueryAsync());
    }

    [Fact]
    public async Task Another_setting_makes_the_host_load_the_plugin_anew_and_what_replaced_it_is_collected()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        Directory.Delete(Path.Combine(world.Settings.PluginFolder, Tuned), recursive: true); // the host has its own copy

        var effect = await SetAsync(world, ("Patience", ["00:01:00"]));

        Assert.Equal("fixture.tuned 1.0.0 (generation 2) has the new settings; it was loaded anew for them.", effect);
        Assert.Equal("4 Red 60  told 0", await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync(Tuned));
    }

    [Fact]
    public async Task A_plugin_whose_settings_were_read_and_changed_is_collected_when_it_is_unloaded()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("TunedOne");
        for (var i = 1; i <= 20; i++)
        {
            await SetAsync(world, ("Count", [$"{i % 6 + 1}"]), ("Colour", [i % 2 == 0 ? "Red" : "Green"]));
            world.SettingsChanges().Read(slot);
        }

        await Assert.ThrowsAsync<PluginRefusedException>(() => SetAsync(world, ("Count", ["13"])));
        await world.QueryAsync();
        await world.Registry.UnloadAsync(slot, null, TestContext.Current.CancellationToken);

        Assert.True(await world.IsCollectedAsync(Tuned));
    }

    [Fact]
    public async Task Bad_values_change_nothing_and_every_fault_is_listed()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");

        var faults = await Assert.ThrowsAsync<PluginSettingsException>(
            () => SetAsync(world, ("Count", ["0"]), ("Peers", ["A", "MUCH-TOO-LONG-FOR-IT"]), ("Colour", ["Blue"]), ("Cuont", ["3"]), ("Place", ["a", "b"]), ("Password", ["x"])));

        Assert.Equal(
            [
                "Cuont is not a setting of fixture.tuned; there are Count, Peers, Colour, Place, Patience, Password.",
                "Count is '0'; a whole number from 1 to 64 is needed.",
                "Peers has 20 characters; 1 to 16 are needed.",
                "Colour is 'Blue'; one of Red, Green is needed.",
                "Place has 2 values; it takes one.",
                "Password has 1 characters; 4 or more are needed.",
            ],
            faults.Faults);
        Assert.Equal("4 Red 30  told 0", await world.QueryAsync());
        Assert.False(File.Exists(Path.Combine(world.Settings.DataFolder, "plugin-settings.json")));
    }

    [Fact]
    public async Task What_a_plugin_refuses_live_is_not_kept()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await SetAsync(world, ("Count", ["5"]));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => SetAsync(world, ("Count", ["13"])));
        var slow = await Assert.ThrowsAsync<PluginRefusedException>(
            () => world.SettingsChanges(TimeSpan.FromMilliseconds(1)).ChangeAsync(world.Slot(Tuned), values => values.With("Count", ["7"]), TestContext.Current.CancellationToken));

        Assert.Equal("The plugin refused the settings, and has the former ones: InvalidOperationException: 13 brings bad luck.", refusal.Message);
        Assert.Contains("not applied within", slow.Message, StringComparison.Ordinal);
        Assert.Equal("5 Red 30  told 5", await world.QueryAsync());
        Assert.Equal(["5"], world.StoredSettings().Chosen(Tuned).Texts["Count"]);
    }

    [Fact]
    public async Task What_a_plugin_does_not_start_with_is_not_kept_and_the_version_before_serves_on()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("TunedOne");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => SetAsync(world, ("Patience", ["00:05:00"])));

        Assert.Contains("That is too long for this machine.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, PluginState.Serving), (slot.Current!.Number, slot.State));
        Assert.Equal("4 Red 30  told 0", await world.QueryAsync());
        Assert.Empty(world.StoredSettings().Chosen(Tuned).Texts);
    }

    [Fact]
    public async Task What_an_administrator_chose_goes_before_the_configuration_and_outlives_a_restart_and_can_be_taken_back()
    {
        await using var world = new PluginWorld(settings: [(Tuned, "Count", "9")]);
        var slot = await world.DropAndLoadAsync("TunedOne");

        await SetAsync(world, ("Count", ["8"]));
        Assert.Equal("8", world.StoredSettings().Values(Tuned)["Count"]);
        var effect = await world.SettingsChanges().ChangeAsync(slot, values => values.Without("Count"), TestContext.Current.CancellationToken);

        Assert.EndsWith("without a reload.", effect, StringComparison.Ordinal);
        Assert.Equal("9 Red 30  told 9", await world.QueryAsync());
        Assert.Equal("9", world.StoredSettings().Values(Tuned)["Count"]);
    }

    [Fact]
    public async Task Values_that_a_new_version_does_not_know_are_kept_and_reported()
    {
        await using var world = new PluginWorld(settings: [(Tuned, "Gone", "1")]);
        await world.DropAndLoadAsync("TunedOne");
        await SetAsync(world, ("Place", ["there"]), ("Count", ["5"]));

        await world.DropAndLoadAsync("TunedTwo");
        var report = world.SettingsChanges().Read(world.Slot(Tuned));
        await SetAsync(world, ("Count", ["6"]));
        await world.DropAndLoadAsync("TunedOne");

        Assert.Equal([new UnknownSetting("Gone", SettingSource.Configuration), new UnknownSetting("Place", SettingSource.Administrator)], report.Unknown);
        var place = world.SettingsChanges().Read(world.Slot(Tuned)).Settings.Single(state => state.Setting.Name == "Place");
        Assert.Equal(("there", SettingSource.Administrator), (place.Texts.Single(), place.Source));
    }

    [Fact]
    public async Task A_new_version_whose_range_a_value_is_out_of_is_refused_and_is_loaded_once_the_value_is_mended()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await SetAsync(world, ("Count", ["40"]));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("TunedTwo"));
        var before = await world.QueryAsync();
        await SetAsync(world, ("Count", ["8"]));
        await world.LoadAsync(Path.Combine(world.Settings.PluginFolder, Tuned), again: true);

        Assert.Equal("Its settings cannot be used. Count is '40'; a whole number from 1 to 8 is needed.", refusal.Message);
        Assert.Equal("40 Red 30  told 40", before);
        Assert.Equal("2.0.0", world.Slot(Tuned).Current!.Manifest.Version);
    }

    [Fact]
    public async Task A_plugin_that_was_refused_for_its_settings_serves_when_they_are_mended()
    {
        await using var world = new PluginWorld(settings: [(Tuned, "Count", "many")]);
        await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("TunedOne"));

        var effect = await SetAsync(world, ("Count", ["2"]));

        Assert.Equal("fixture.tuned 1.0.0 (generation 2) serves now, with the new settings.", effect);
        Assert.Equal("2 Red 30  told 0", await world.QueryAsync());
    }

    [Fact]
    public async Task A_plugin_that_is_not_loaded_has_the_settings_when_it_is()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("TunedOne");
        await world.Registry.UnloadAsync(slot, null, TestContext.Current.CancellationToken);

        var effect = await SetAsync(world, ("Patience", ["00:02:00"]));
        await world.LoadAsync(slot.Folder, again: true);

        Assert.Equal("fixture.tuned does not serve; it has the settings when it is loaded.", effect);
        Assert.Equal("4 Red 120  told 0", await world.QueryAsync());
    }

    [Fact]
    public async Task A_change_that_changes_nothing_says_so()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("TunedOne");

        Assert.Equal("Nothing changes: the values are what holds already.", await SetAsync(world, ("Patience", ["00:00:30"])));
        Assert.Equal(1, slot.Current!.Number);
    }

    [Fact]
    public async Task A_plugin_without_settings_says_so()
    {
        await using var world = new PluginWorld();
        var slot = await world.DropAndLoadAsync("CatalogueOne");

        Assert.Equal("fixture.catalogue declares no settings.", Assert.Throws<PluginRefusedException>(() => world.SettingsChanges().Read(slot)).Message);
    }

    [Fact]
    public async Task Twenty_changes_under_queries_fail_none()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var queries = Task.Run(async () =>
        {
            var count = 0;
            while (!stop.IsCancellationRequested || count == 0)
            {
                Assert.Matches("^[0-9]+ (Red|Green) [0-9]+ ", await world.QueryAsync());
                count++;
            }

            return count;
        });

        for (var i = 1; i <= 20; i++)
        {
            await SetAsync(world, ("Count", [$"{i % 6 + 1}"]), ("Patience", [i % 4 == 0 ? "00:00:10" : "00:00:20"]));
        }

        await stop.CancelAsync();
        Assert.InRange(await queries, 1, int.MaxValue);
        Assert.True(await world.IsCollectedAsync(Tuned));
    }

    [Fact]
    public void A_file_that_is_none_of_settings_is_refused()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "[]");

        Assert.Throws<InvalidDataException>(() => new PluginSettingsStore(file, new Dictionary<string, IReadOnlyDictionary<string, string?>>()));
        File.Delete(file);
    }

    private static Task<string> SetAsync(PluginWorld world, params (string Name, ImmutableArray<string> Texts)[] values) => world.SettingsChanges().ChangeAsync(
        world.Slot(Tuned), chosen => values.Aggregate(chosen, (all, value) => all.With(value.Name, value.Texts)), TestContext.Current.CancellationToken);
}

using Gantry.Contracts.Testing;

namespace Gantry.Plugins.Move.Tests;

public class SettingsTests
{
    [Fact]
    public async Task The_plugin_has_the_settings_that_a_host_gives_it()
    {
        using var services = new TestServices().WithSetting("SubOperationsPerResponse", "5");
        await using var plugin = await PluginHarness.StartAsync(typeof(MoveHandler).Assembly, services);

        Assert.Contains(typeof(Contracts.ICMoveHandler), plugin.Contracts);
    }

    [Fact]
    public async Task A_setting_out_of_range_is_refused()
    {
        using var services = new TestServices().WithSetting("SubOperationsPerResponse", "0").WithSetting("ResponseInterval", "01:00:00");

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.StartAsync(typeof(MoveHandler).Assembly, services));

        Assert.Equal(
            "Its settings cannot be used. SubOperationsPerResponse is '0'; a whole number from 1 to 10000 is needed. "
            + "ResponseInterval is '01:00:00'; a time from 00:00:00.1000000 to 00:05:00 is needed.",
            refusal.Message);
    }
}

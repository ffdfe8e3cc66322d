using Gantry.Host.Settings;
using Microsoft.Extensions.Configuration;

namespace Gantry.Host.Tests;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Without_any_setting_the_defaults_hold()
    {
        var settings = Read();

        Assert.Equal(("GANTRY", 11112, 8104), (settings.AETitle.Value, settings.DicomPort, settings.HttpPort));
        Assert.Equal("gantry.sqlite", settings.Catalog);
        Assert.Equal(Path.GetFullPath("data"), settings.DataFolder);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "plugins"), settings.PluginFolder);
    }

    [Fact]
    public void Every_fault_is_listed_and_not_only_the_first()
    {
        var faults = Assert.Throws<SettingsException>(() => Read(
            ("AETitle", "SEVENTEEN-LETTERS"), ("DicomPort", "65536"), ("HttpPort", "x"), ("DataFolder", ""), ("Colour", "red"), ("IdleTimeout", "0"))).Faults;

        Assert.Equal(6, faults.Count);
        Assert.Contains("Gantry:DicomPort is '65536'; a whole number from 0 to 65535 is needed.", faults);
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:Colour is not a setting", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_a_plugin_are_found_by_its_id_and_case_is_ignored()
    {
        var settings = Read(("Plugins:gantry.sqlite:Cache:Size", "64"));

        Assert.Equal("64", settings.Plugins["gantry.sqlite"]["cache:size"]);
    }

    [Theory, InlineData("--AETitle", "X"), InlineData("run", ""), InlineData("--Gantry:AETitle", null)]
    public void A_command_line_that_is_not_understood_is_refused(string first, string? second) =>
        Assert.Throws<FormatException>(() => HostConfiguration.Build(second is null ? [first] : [first, second]));

    private static GantrySettings Read(params (string Name, string Value)[] settings) => SettingsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Gantry:" + setting.Name, (string?)setting.Value))).Build());
}

using System.Net;
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
    public void How_often_the_store_is_read_and_how_fast_is_within_bounds()
    {
        Assert.Equal((TimeSpan.FromDays(30), 20), (Read().Scrub.Period, Read().Scrub.MegabytesPerSecond));
        Assert.Equal(TimeSpan.Zero, Read(("Scrub:Period", "00:00:00")).Scrub.Period);
        Assert.Equal(3, Assert.Throws<SettingsException>(() => Read(("Scrub:Period", "00:00:01"), ("Scrub:MegabytesPerSecond", "0"), ("Scrub:Colour", "red"))).Faults.Count);
    }

    [Fact]
    public void Sessions_and_passwords_have_their_ranges()
    {
        Assert.Equal((TimeSpan.FromMinutes(30), 12, 5), Read().Users is var users ? (users.SessionIdle, users.PasswordLength, users.LockAfter) : default);
        Assert.Equal(TimeSpan.FromMinutes(5), Read(("Users:SessionIdle", "00:05:00")).Users.SessionIdle);
        Assert.Equal(4, Assert.Throws<SettingsException>(
            () => Read(("Users:SessionIdle", "00:00:01"), ("Users:PasswordLength", "4"), ("Users:LockAfter", "x"), ("Users:Colour", "red"))).Faults.Count);
    }

    [Fact]
    public void Beyond_the_loopback_address_http_has_tls_or_somebody_says_why_not()
    {
        Assert.Null(Read().Web);
        Assert.Equal((IPAddress.IPv6Any, 8443, true), Read(("Web:Port", "8443"), ("Web:InTheClear", "true")).Web is { } web ? (web.Address, web.Port, web.Tls is null) : default);
        var tls = Read(("Web:Port", "0"), ("Web:Address", "192.0.2.1"), ("Web:Tls", "true"), ("Tls:Certificate", "server.pem"), ("Tls:TrustedAuthorities", "ca")).Web!;
        Assert.Equal((IPAddress.Parse("192.0.2.1"), ClientCertificates.None), (tls.Address, tls.Tls!.ClientCertificates));
        Assert.Contains("in the clear", Assert.Single(Assert.Throws<SettingsException>(() => Read(("Web:Port", "80"))).Faults), StringComparison.Ordinal);
        Assert.Equal(4, Assert.Throws<SettingsException>(() => Read(("Web:Address", "x"), ("Web:InTheClear", "perhaps"), ("Web:Colour", "red"))).Faults.Count(fault => !fault.Contains("no TLS", StringComparison.Ordinal)));
    }

    [Fact]
    public void Settings_of_a_plugin_are_found_by_its_id_and_case_is_ignored()
    {
        var settings = Read(("Plugins:gantry.sqlite:Cache:Size", "64"));

        Assert.Equal("64", settings.Plugins["gantry.sqlite"]["cache:size"]);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("gantry.sqlite", true, false)]
    [InlineData(" acme.one , GANTRY.Find ", false, true)]
    [InlineData("*", true, true)]
    public void Plugins_whose_old_versions_are_kept_are_named_with_commas_or_by_a_star(string? value, bool keepsSqlite, bool keepsFind)
    {
        var settings = value is null ? Read() : Read(("KeepInMemory", value));

        Assert.Equal((keepsSqlite, keepsFind), (settings.Keeps("gantry.sqlite"), settings.Keeps("gantry.find")));
    }

    [Theory, InlineData("--AETitle", "X"), InlineData("run", ""), InlineData("--Gantry:AETitle", null)]
    public void A_command_line_that_is_not_understood_is_refused(string first, string? second) =>
        Assert.Throws<FormatException>(() => HostConfiguration.Build(second is null ? [first] : [first, second]));

    [Fact]
    public void Further_listeners_have_what_they_do_not_say_from_the_first_one()
    {
        var settings = Read(
            ("AETitle", "MAIN"), ("AETitles", "MAIN2, MAIN3"), ("DicomAddress", "127.0.0.1"), ("Tls:Certificate", "/etc/gantry/host.pem"), ("Tls:TrustedAuthorities", "/etc/gantry/ca"),
            ("Listeners:secure:Port", "2762"), ("Listeners:secure:Tls", "true"),
            ("Listeners:open:Port", "0"), ("Listeners:open:AETitles", "RESEARCH"), ("Listeners:open:Address", "*"),
            ("Listeners:own:Port", "2763"), ("Listeners:own:Tls:Certificate", "/etc/gantry/own.pfx"), ("Listeners:own:Tls:ClientCertificates", "None"));

        Assert.Equal(["dicom", "open", "own", "secure"], settings.Listeners.Select(listener => listener.Name));
        Assert.Equal("MAIN MAIN2 MAIN3", string.Join(' ', settings.Listeners[0].AETitles));
        Assert.Null(settings.Listeners[0].Tls);
        Assert.Equal(("RESEARCH", System.Net.IPAddress.IPv6Any), (string.Join(' ', settings.Listeners[1].AETitles), settings.Listeners[1].Address));
        Assert.Equal(("/etc/gantry/own.pfx", "/etc/gantry/ca", ClientCertificates.None), (settings.Listeners[2].Tls!.Certificate, settings.Listeners[2].Tls!.TrustedAuthorities, settings.Listeners[2].Tls!.ClientCertificates));
        Assert.Equal(settings.Tls, settings.Listeners[3].Tls);
        Assert.Equal(("MAIN MAIN2 MAIN3", System.Net.IPAddress.Loopback, 2762), (string.Join(' ', settings.Listeners[3].AETitles), settings.Listeners[3].Address, settings.Listeners[3].Port));
    }

    [Fact]
    public void TLS_without_a_certificate_or_without_an_authority_is_a_fault_and_so_are_words_that_mean_nothing()
    {
        var faults = Assert.Throws<SettingsException>(() => Read(
            ("DicomTls", "true"), ("Listeners:a:Port", "x"), ("Listeners:b:Port", "1"), ("Listeners:b:Tls", "maybe"), ("Access:Policy", "Closed"), ("Access:Colour", "red"),
            ("Tls:HandshakeTimeout", "1.00:00:00"), ("AETitles", "A\\B"))).Faults;

        Assert.Contains("Gantry:DicomTls needs a certificate: Gantry:Tls:Certificate, a PEM or PFX file.", faults);
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:DicomTls asks peers for certificates and trusts no authority", StringComparison.Ordinal));
        Assert.Contains("Gantry:Listeners:a:Port is 'x'; a whole number from 0 to 65535 is needed.", faults);
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:Listeners:b:Tls is 'maybe'", StringComparison.Ordinal));
        Assert.Contains("Gantry:Access:Policy is 'Closed'; one of Local, Known, Open is needed.", faults);
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:Access:Colour is not a setting", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:Tls:HandshakeTimeout is '1.00:00:00'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Gantry:AETitles has 'A\\B'", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_of_all_associations_are_the_most_of_one_address_unless_set()
    {
        Assert.Equal((200, 100), (Read().MaximumAssociations, Read().Access.MaximumAssociationsPerAddress));
        Assert.Equal(0, Read(("Access:MaximumAssociationsPerAddress", "0")).Access.MaximumAssociationsPerAddress);
        Assert.Equal(Host.Access.AccessPolicy.Local, Read().Access.Policy);
    }

    private static GantrySettings Read(params (string Name, string Value)[] settings) => SettingsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Gantry:" + setting.Name, (string?)setting.Value))).Build());
}

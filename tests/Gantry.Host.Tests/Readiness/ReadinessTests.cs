using Gantry.Host.Listener;
using Gantry.Host.Readiness;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Hosting;

namespace Gantry.Host.Tests.Readiness;

public sealed class ReadinessTests
{
    [Fact]
    public async Task A_server_that_listens_with_a_catalog_that_answers_is_ready()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");

        var report = await Reader(world).ReadAsync(TestContext.Current.CancellationToken);

        Assert.True(report.IsReady);
        Assert.Equal(
            [("listener", "ok"), ("plugins", "ok"), ("catalog", "ok"), ("disk", "ok")], report.Checks.Select(check => (check.Name, check.Status)));
    }

    [Fact]
    public async Task Without_a_catalog_without_a_required_plugin_and_before_it_listens_it_is_not_ready()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("FinderOne");

        var report = await Reader(world, new ReadinessSettings { RequiredPlugins = ["gantry.storage"] }, port: 0).ReadAsync(TestContext.Current.CancellationToken);

        Assert.False(report.IsReady);
        Assert.Equal(
            ["The server does not listen yet.", "Required and not serving: gantry.storage (not there).", "No plugin provides the catalog."],
            report.Checks.Where(check => check.Status == "failed").Select(check => check.Detail));
    }

    [Fact]
    public async Task A_full_disk_and_a_server_that_stops_are_not_ready()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        using var lifetime = new Lifetime();
        lifetime.StopApplication();

        var report = await Reader(world, new ReadinessSettings { MinimumFreeMegabytes = 1_000_000_000 }, lifetime: lifetime)
            .ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["listener", "disk"], report.Checks.Where(check => check.Status == "failed").Select(check => check.Name));
    }

    [Fact]
    public async Task A_refused_plugin_that_is_not_required_is_a_warning()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await Assert.ThrowsAsync<Host.Plugins.PluginRefusedException>(() => world.DropAndLoadAsync("ThrowsInConstructor"));

        var report = await Reader(world).ReadAsync(TestContext.Current.CancellationToken);

        Assert.True(report.IsReady);
        Assert.Contains("refused", Assert.Single(report.Checks, check => check.Status == "warning").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_first_port_was_paused_is_not_ready()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        var switches = new ListenerSwitches(world.Settings, world.Holds);
        switches.All[0].Change(ListenerState.Paused);

        var report = await Reader(world, switches: switches).ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("DICOM is paused by an administrator.", Assert.Single(report.Checks, check => check.Status == "failed").Detail);
    }

    private static ReadinessReader Reader(
        PluginWorld world, ReadinessSettings? settings = null, int port = 11112, Lifetime? lifetime = null, ListenerSwitches? switches = null) => new(
        world.Settings with { Readiness = settings ?? new ReadinessSettings { MinimumFreeMegabytes = 0 } },
        new ServedEndpoints { DicomPort = port }, switches ?? new ListenerSwitches(world.Settings, world.Holds), world.Registry, lifetime ?? new Lifetime(), TimeProvider.System);

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}

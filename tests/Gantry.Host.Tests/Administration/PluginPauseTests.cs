using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

/// <summary>A plugin is paused and resumed by an administrator.</summary>
public sealed class PluginPauseTests : IAsyncDisposable
{
    private readonly PluginWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_plugin_is_shown_paused_until_it_is_resumed()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var server = await AdminServer.StartAsync(_world);

        foreach (var (action, state, remark) in new[]
        {
            ("pause", "Paused", "Its operations are refused until an administrator resumes it."), ("pause", "Paused", "Its operations are refused until an administrator resumes it."),
            ("resume", "Serving", null), ("resume", "Serving", (string?)null),
        })
        {
            var (status, _, body) = await server.AskAsync("POST", $"/admin/plugins/misbehaver/{action}");
            Assert.Equal((200, state, remark), (status, (string?)body["state"], (string?)body["refusal"]));
            Assert.True((bool?)body["canPause"]);
        }
    }

    [Fact]
    public async Task It_stays_paused_over_another_version_and_over_a_restart()
    {
        await _world.DropAndLoadAsync("CatalogueOne");
        await _world.DropAndLoadAsync("FinderOne");
        _world.Registry.Pause(_world.Slot("finder"), "tester");

        await _world.LoadAsync(_world.Drop("FinderTwo"), again: true);
        Assert.True(_world.Slot("finder").IsPaused);
        await _world.RestartAsync();

        Assert.Equal(("2.0.0", true), (_world.Slot("finder").Current!.Manifest.Version, _world.Slot("finder").IsPaused));
        _world.Registry.Resume(_world.Slot("finder"), "tester");
        await _world.RestartAsync();
        Assert.False(_world.Slot("finder").IsPaused);
    }

    [Fact]
    public async Task What_performs_no_operations_or_does_not_serve_is_not_paused_and_says_so()
    {
        await _world.DropAndLoadAsync("CatalogueOne");
        await _world.DropAndLoadAsync("Misbehaver");
        await using var server = await AdminServer.StartAsync(_world);
        await server.AskAsync("POST", "/admin/plugins/misbehaver/unload");

        var service = await server.AskAsync("POST", "/admin/plugins/catalogue/pause");
        var unloaded = await server.AskAsync("POST", "/admin/plugins/misbehaver/pause");

        Assert.Equal("fixture.catalogue performs no operations of its own, so there is nothing to pause: pause those that use it, or unload it.", (string?)service.Body["detail"]);
        Assert.Equal("fixture.misbehaver does not serve: it was unloaded.", (string?)unloaded.Body["detail"]);
        Assert.Equal((409, 409), (service.Status, unloaded.Status));
    }
}

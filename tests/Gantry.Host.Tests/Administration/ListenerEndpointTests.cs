using Gantry.Host.Listener;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

/// <summary>The ports of DICOM, as the administrator sees them and has them pause, stop and start.</summary>
public sealed class ListenerEndpointTests : IAsyncDisposable
{
    private readonly PluginWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_listener_is_shown_paused_stopped_and_started()
    {
        await using var server = await AdminServer.StartAsync(_world);

        var listed = (await server.AskAsync("GET", "/admin/listeners")).Body["listeners"]!.AsArray();
        var entry = Assert.Single(listed)!;
        Assert.Equal(("dicom", "serving", "GANTRY", false, 0), ((string?)entry["name"], (string?)entry["state"], (string?)entry["aeTitles"]![0], (bool?)entry["tls"], (int?)entry["associations"]));

        foreach (var (action, state) in new[] { ("pause", ListenerState.Paused), ("stop", ListenerState.Stopped), ("stop", ListenerState.Stopped), ("start", ListenerState.Serving) })
        {
            var (status, _, body) = await server.AskAsync("POST", $"/admin/listeners/dicom/{action}");
            Assert.Equal((200, state.ToString().ToUpperInvariant(), state), (status, ((string?)body["listeners"]![0]!["state"])?.ToUpperInvariant(), server.Listeners.All[0].State));
        }
    }

    [Fact]
    public async Task What_a_listener_does_is_kept_over_a_restart_until_it_is_started()
    {
        foreach (var (action, state) in new[] { ("pause", ListenerState.Paused), ("stop", ListenerState.Stopped), ("start", ListenerState.Serving) })
        {
            await using (var server = await AdminServer.StartAsync(_world))
            {
                Assert.Equal(200, (await server.AskAsync("POST", $"/admin/listeners/DICOM/{action}")).Status);
            }

            await using var next = await AdminServer.StartAsync(_world);
            Assert.Equal(state, next.Listeners.All[0].State);
        }
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_done()
    {
        await using var server = await AdminServer.StartAsync(_world);
        Directory.CreateDirectory(Path.Combine(_world.Settings.DataFolder, "holds.json"));

        var answer = await server.AskAsync("POST", "/admin/listeners/dicom/stop");

        Assert.InRange(answer.Status, 409, 500);
        Assert.Equal(ListenerState.Serving, server.Listeners.All[0].State);
    }

    [Theory]
    [InlineData("{\"listeners\": {\"dicom\": \"paused\"")]
    [InlineData("{\"listeners\": {\"dicom\": \"flying\"}, \"plugins\": []}")]
    [InlineData("{}")]
    [InlineData("null")]
    public void What_was_kept_and_is_damaged_is_told_and_not_passed_over(string text)
    {
        File.WriteAllText(Path.Combine(_world.Settings.DataFolder, "holds.json"), text);

        var damaged = Assert.Throws<InvalidDataException>(() => _world.Holds);

        Assert.Contains("holds.json, which says what administrators have paused and stopped, is damaged", damaged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/listeners/web/stop", 404, "There is no listener web.")]
    [InlineData("/admin/listeners/dicom/fly", 404, "There are start, pause and stop.")]
    [InlineData("/admin/listeners/dicom/start?abort=true", 400, "Associations are aborted where a listener pauses or stops.")]
    [InlineData("/admin/listeners/dicom/stop?abort=yes", 400, "abort is 'yes'; true or false is needed.")]
    public async Task What_is_wrong_is_said_and_nothing_is_changed(string path, int status, string detail)
    {
        await using var server = await AdminServer.StartAsync(_world);

        var answer = await server.AskAsync("POST", path);

        Assert.Equal((status, "application/problem+json", detail), (answer.Status, answer.MediaType, (string?)answer.Body["detail"]));
        Assert.Equal(ListenerState.Serving, server.Listeners.All[0].State);
    }
}

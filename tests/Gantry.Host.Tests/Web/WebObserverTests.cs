using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Web;

/// <summary>What those who observe requests of HTTP are told.</summary>
public sealed class WebObserverTests
{
    [Fact]
    public async Task Observers_are_told_of_what_was_answered_and_of_who_was_refused()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        using var body = new ByteArrayContent(new byte[7]);

        var told = (await server.AskAsync("GET", "/fixture/told/a?x=1")).Body;
        await server.AskAsync("POST", "/fixture/large", body);
        await server.AskAsync("GET", "/fixture/throws/catalog");
        await server.AskAsync("GET", "/fixture/elsewhere");
        var file = Path.Combine(world.Settings.DataFolder, "fixture.counter", "requests");
        await IsWrittenAsync(file, 3); // what was asked on another connection is told of in an order of its own
        using var refused = await server.Nobody.GetAsync("/fixture", TestContext.Current.CancellationToken);

        string[] expected =
        [
            $"GET /fixture/told/{{name}}|administrator|200|{told.Length}|?x=1|fixture.responder 1.0.0|",
            "POST /fixture/large|administrator|201|8||fixture.responder 1.0.0|",
            "GET /fixture/throws/{when}|administrator|503|0||fixture.responder 1.0.0|The database is away.",
            "GET /fixture||401|0|||A session is needed, or a token: as bearer token, or as the password of its user.",
        ];
        await IsWrittenAsync(file, expected.Length);
        Assert.Equal(expected, await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_many_requests_on_a_connection_observers_are_told_in_order_and_of_all_before_the_end()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        for (var i = 0; i < 300; i++)
        {
            await server.AskAsync("GET", $"/fixture/told/a?x={i}");
        }

        await server.Observers.TellAllAsync();
        var told = await File.ReadAllLinesAsync(Path.Combine(world.Settings.DataFolder, "fixture.counter", "requests"), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"?x={i}"), told.Select(line => line.Split('|')[4]));
    }

    private static async Task<PluginWorld> WorldAsync()
    {
        var world = new PluginWorld();
        await world.DropAndLoadAsync("ResponderOne");
        await world.DropAndLoadAsync("Counter");
        return world;
    }

    // A client has its answer before observers are told.
    private static async Task IsWrittenAsync(string file, int lines)
    {
        for (var i = 0; !File.Exists(file) || (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Length < lines; i++)
        {
            Assert.True(i < 1_500, "The observer was not told within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

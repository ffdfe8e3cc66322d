using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Gantry.Host.Logging;
using Gantry.Host.Tests.Administration;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging;

namespace Gantry.Host.Tests.Logging;

public sealed class LogStreamTests : IDisposable
{
    private readonly CapturedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Who_follows_gets_what_there_is_and_then_what_comes_with_what_to_ask_after()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, log: _log.Recent);
        Write("one");
        Write("two");
        using var response = await server.OpenAsync("/admin/logs/stream?after=1&limit=10");
        Assert.Equal((200, "text/event-stream"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        await using var events = await EventsAsync(response);

        Assert.Equal(("log", "2", "two"), await NextAsync(events));
        Write("three");
        Assert.Equal(("log", "3", "three"), await NextAsync(events));
        Write("four");
        Write("five");
        Assert.Equal(("log", "5", "four five"), await NextAsync(events)); // those of a moment together
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_told()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, log: _log.Recent);
        using var response = await server.OpenAsync("/admin/logs/stream?level=Error");
        await using var events = await EventsAsync(response);

        Assert.Equal(("log", "0", ""), await NextAsync(events));
        Write("quiet");
        Write("loud", LogLevel.Error);
        Assert.Equal(("log", "2", "loud"), await NextAsync(events));
    }

    [Fact]
    public async Task It_ends_when_the_server_stops()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, log: _log.Recent);
        using var response = await server.OpenAsync("/admin/logs/stream");
        await using var events = await EventsAsync(response);
        await NextAsync(events);

        await server.StopAsync();

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task More_than_it_takes_are_told_to_come_again_and_one_that_goes_makes_room()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, log: _log.Recent);
        var following = new List<HttpResponseMessage>();
        for (var i = 0; i < LogStream.MostFollowers; i++)
        {
            following.Add(await server.OpenAsync("/admin/logs/stream"));
        }

        Assert.Equal((503, "As many follow the log as the server takes: try again later."), await RefusalAsync(server));
        following.ForEach(response => response.Dispose());
        for (var tries = 0; tries < 100; tries++)
        {
            using var response = await server.OpenAsync("/admin/logs/stream");
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("No room was made.");
    }

    [Theory]
    [InlineData("level=Loud")]
    [InlineData("after=x")]
    [InlineData("limit=2001")]
    public async Task A_question_that_is_not_understood_is_refused(string query)
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, log: _log.Recent);
        Assert.Equal(400, (await server.AskAsync("GET", $"/admin/logs/stream?{query}")).Status);
    }

    [Fact]
    public async Task Nobody_follows_without_a_token()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, withToken: false, _log.Recent);
        Assert.Equal(401, (await server.AskAsync("GET", "/admin/logs/stream")).Status);
    }

    private void Write(string text, LogLevel level = LogLevel.Information) =>
#pragma warning disable CA1848, CA1873, CA2254 // a text of the test
        _log.Factory.CreateLogger("Test").Log(level, text);
#pragma warning restore CA1848, CA1873, CA2254

    private static async Task<(int Status, string? Detail)> RefusalAsync(AdminServer server)
    {
        var (status, _, body) = await server.AskAsync("GET", "/admin/logs/stream");
        return (status, (string?)body["detail"]);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsAsync(HttpResponseMessage response) =>
        SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private static async Task<(string Type, string? Id, string Messages)> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        var entries = JsonNode.Parse(events.Current.Data)!["entries"]!.AsArray();
        return (events.Current.EventType, events.Current.EventId, string.Join(' ', entries.Select(entry => (string)entry!["message"]!)));
    }
}

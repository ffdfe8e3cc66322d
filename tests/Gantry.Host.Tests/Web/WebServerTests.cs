using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Web;

public sealed class WebServerTests
{
    private const string Id = "fixture.responder";

    [Fact]
    public async Task A_handler_is_told_what_is_asked_and_by_whom_and_nothing_of_the_secret()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        Assert.Equal((200, "GET  [] [] administrator False"), await server.AskAsync("GET", "/fixture"));
        Assert.Equal((200, "GET told/a b [name=a b] [x=1,x=2,y=ä] administrator False"), await server.AskAsync("GET", "/fixture/told/a%20b?x=1&y=%C3%A4&x=2"));
        Assert.Equal((200, "GET told/a/b/c [name=a,rest=b/c] [] administrator False"), await server.AskAsync("GET", "/fixture/told/a/b/c"));
        using var response = await server.Http.GetAsync("/fixture/told/a", TestContext.Current.CancellationToken);
        Assert.Equal(new Uri(server.Http.BaseAddress!, "/fixture").ToString(), response.Headers.GetValues("X-Base").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task HEAD_has_the_header_of_GET_and_no_body()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        using var request = new HttpRequestMessage(HttpMethod.Head, "/fixture/told/a");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((200, "GET told/a [name=a] [] administrator False".Length), ((int)response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/fixture/elsewhere", 404, "There is no such resource.")]
    [InlineData("DELETE", "/fixture/told/a", 405, "The resource has no DELETE.")]
    [InlineData("GET", "/fixture/throws/at-once", 500, "fixture.responder threw InvalidOperationException.")]
    [InlineData("GET", "/fixture/throws/early", 500, "fixture.responder threw InvalidOperationException.")]
    [InlineData("GET", "/fixture/throws/catalog", 503, "The database is away.")]
    [InlineData("GET", "/fixture/throws/disk", 500, "What is asked for cannot be read.")]
    public async Task What_cannot_be_done_is_a_problem_in_a_sentence(string method, string path, int status, string detail)
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        var answer = await server.AskAsync(method, path);

        Assert.Equal((status, detail), (answer.Status, (string?)JsonNode.Parse(answer.Body)!["detail"]));
    }

    [Fact]
    public async Task A_response_that_fails_in_its_midst_is_seen_to_be_cut_short()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        // The reset may overtake what was written before it.
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var response = await server.Http.GetAsync("/fixture/throws/late", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)response.StatusCode);
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task A_plugin_that_throws_again_and_again_is_in_quarantine_and_what_others_do_wrong_does_not_count()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(503, (await server.AskAsync("GET", "/fixture/throws/catalog")).Status);
            Assert.Equal(500, (await server.AskAsync("GET", "/fixture/throws/disk")).Status);
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(500, (await server.AskAsync("GET", "/fixture/throws/at-once")).Status);
        }

        Assert.Equal((503, "fixture.responder is in quarantine after faults."), await ProblemAsync(server, "GET", "/fixture/told/a"));
        Assert.Equal(404, (await server.AskAsync("GET", "/fixture/elsewhere")).Status);
    }

    [Fact]
    public async Task A_plugin_that_is_paused_ends_what_it_does_and_answers_nothing_new_until_it_is_resumed()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        var waiting = server.AskAsync("GET", "/fixture/hangs/go");
        await HasBegunAsync(world);

        world.Registry.Pause(world.Slot(Id), "tester");
        Assert.Equal((503, "fixture.responder is paused by an administrator."), await ProblemAsync(server, "GET", "/fixture/told/a"));
        await File.WriteAllTextAsync(Path.Combine(DataFolder(world), "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal((200, "at last"), await waiting);
        world.Registry.Resume(world.Slot(Id), "tester");

        Assert.Equal(200, (await server.AskAsync("GET", "/fixture/told/a")).Status);
    }

    [Theory]
    [InlineData("small", 16, 201)]
    [InlineData("small", 17, 413)]
    [InlineData("none", 0, 201)]
    [InlineData("none", 1, 413)]
    [InlineData("large", 40_000_000, 201)] // more than the server takes by itself
    public async Task A_body_is_as_long_as_its_route_says(string route, int length, int status)
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        using var known = new ByteArrayContent(new byte[length]);
        Assert.Equal(status, (await server.AskAsync("POST", "/fixture/" + route, known)).Status);
        using var chunked = new StreamContent(new Unseekable(new byte[length]));
        var answer = await server.AskAsync("POST", "/fixture/" + route, chunked);
        Assert.Equal(status, answer.Status);
        Assert.True(status != 201 || answer.Body == $"{length}");
    }

    [Fact]
    public async Task A_body_that_is_encoded_is_refused()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        using var body = new ByteArrayContent([1]);
        body.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(415, (await server.AskAsync("POST", "/fixture/large", body)).Status);
    }

    [Fact]
    public async Task Every_route_of_every_plugin_is_closed_to_nobody_and_to_a_wrong_token()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        var routes = world.Slot(Id).Routes!.Web;
        Assert.Equal(11, routes.Length);

        foreach (var route in routes.Where(route => route.Right != Rights.Anyone))
        {
            foreach (var shown in new[] { null, "Bearer wrong", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("somebody:" + server.Token)) })
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), $"/{route.Prefix}/{route.Template.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal)}");
                request.Headers.Authorization = shown is null ? null : AuthenticationHeaderValue.Parse(shown);
                using var response = await server.Nobody.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal((401, "Bearer"), ((int)response.StatusCode, response.Headers.WwwAuthenticate.Single().Scheme));
            }
        }
    }

    [Fact]
    public async Task A_route_for_anyone_is_open_also_to_whoever_shows_a_wrong_token()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        foreach (var shown in new[] { null, "Bearer wrong" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/fixture/open");
            request.Headers.Authorization = shown is null ? null : AuthenticationHeaderValue.Parse(shown);
            using var response = await server.Nobody.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((200, "GET open [] []  False"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }

        Assert.Equal((200, "GET open [] [] administrator False"), await server.AskAsync("GET", "/fixture/open"));
    }

    [Fact]
    public async Task The_address_without_a_path_leads_to_the_workstation_where_there_is_one()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        Assert.Equal(404, (await server.AskAsync("GET", "/")).Status);
    }

    [Fact]
    public async Task A_token_is_also_the_password_of_its_user()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/fixture");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("administrator:" + server.Token)));
        using var response = await server.Nobody.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_swap_lets_a_request_end_with_the_version_that_began_it()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        var waiting = server.AskAsync("GET", "/fixture/hangs/go");
        await HasBegunAsync(world);

        await world.LoadAsync(world.Slot(Id).Folder, again: true);
        await world.IsRetiringAsync(Id);

        Assert.Equal(200, (await server.AskAsync("GET", "/fixture/told/a")).Status);
        Assert.False(waiting.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(DataFolder(world), "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal((200, "at last"), await waiting);
        Assert.True(await world.IsCollectedAsync(Id));
    }

    [Theory]
    [InlineData("/fixture/throws/at-once", 3, "3 of 3 GET /fixture/throws/{when} ended with a fault")]
    [InlineData("/fixture/throws/disk", 20, "20 of 20 GET /fixture/throws/{when} failed; before: 0 of 20")]
    [InlineData("/fixture/elsewhere", 30, null)]
    public async Task A_version_that_fails_more_requests_than_the_one_before_is_rolled_back(string path, int requests, string? reason)
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        for (var i = 0; i < 20; i++)
        {
            world.Slot(Id).Current!.Health.Note("GET /fixture/throws/{when}", isFailure: false, isFault: false, TimeSpan.Zero);
            Assert.Equal(200, (await server.AskAsync("GET", "/fixture/told/a")).Status);
        }

        Assert.Equal(20, world.Slot(Id).Current!.Health.Read().Single(health => health.Command == "GET /fixture/told/{name}").Operations);
        await File.WriteAllTextAsync(Path.Combine(world.Slot(Id).Folder, "notes.txt"), "other content", TestContext.Current.CancellationToken);
        await world.Registry.LoadAsync(world.Slot(Id).Folder, again: true, Gantry.Host.Plugins.Registry.SwapOptions.Of(world.Settings), TestContext.Current.CancellationToken);
        var tried = world.Slot(Id).Current!.Number;
        for (var i = 0; i < requests; i++)
        {
            await server.AskAsync("GET", path);
        }

        using var keeper = new Gantry.Host.Plugins.Health.HealthGateKeeper(
            world.Settings, world.Registry, world.Gate, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Gantry.Host.Plugins.Health.HealthGateKeeper>.Instance);
        await keeper.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(reason is not null, world.Slot(Id).Current!.Number != tried);
        Assert.Contains(reason ?? "", world.Slot(Id).Refusal ?? "", StringComparison.Ordinal);
        Assert.Equal(200, (await server.AskAsync("GET", "/fixture/told/a")).Status);
    }

    [Fact]
    public async Task A_request_without_progress_is_cancelled()
    {
        await using var world = await WorldAsync();
        var time = new FakeTimeProvider();
        await using var server = await WebServer.StartAsync(world, time);
        var waiting = server.AskAsync("GET", "/fixture/waits");
        await HasBegunAsync(world);

        await PassAsync(time, world.Settings.OperationTimeout, waiting);

        var (status, _) = await waiting;
        Assert.Equal(503, status);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("blocks")]
    public async Task A_request_whose_plugin_does_not_heed_its_cancellation_has_its_connection_closed(string how)
    {
        await using var world = await WorldAsync();
        var time = new FakeTimeProvider();
        await using var server = await WebServer.StartAsync(world, time);
        var waiting = server.AskAsync("GET", $"/fixture/{how}/go");
        await HasBegunAsync(world);

        await PassAsync(time, world.Settings.OperationTimeout + world.Settings.OperationGrace, waiting);

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        Assert.Equal(1, world.Slot(Id).Current!.Quarantine.Faults);
        await File.WriteAllTextAsync(Path.Combine(DataFolder(world), "go"), "", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Requests_that_hold_their_threads_hold_up_no_other()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        var blocked = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => server.AskAsync("GET", "/fixture/blocks/go")).ToList();
        await HasBegunAsync(world);
        for (var i = 0; Directory.GetFiles(DataFolder(world), "blocked-*").Length < blocked.Count; i++)
        {
            Assert.True(i < 1_500, "The requests did not begin within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (await server.AskAsync("GET", "/fixture/told/a")).Status);

        Assert.DoesNotContain(blocked, request => request.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(DataFolder(world), "go"), "", TestContext.Current.CancellationToken);
        Assert.All(await Task.WhenAll(blocked), answer => Assert.Equal((200, "at last"), answer));
    }

    [Fact]
    public async Task Two_plugins_below_one_prefix_are_refused_and_both_are_named()
    {
        await using var world = await WorldAsync();

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.DropAndLoadAsync("ResponderRival"));

        Assert.Equal("fixture.responder-rival answers HTTP requests below /fixture, which fixture.responder does already.", refusal.Message);
    }

    [Fact]
    public async Task A_plugin_that_is_unloaded_answers_no_more()
    {
        await using var world = await WorldAsync();
        await using var server = await WebServer.StartAsync(world);
        Assert.Equal(200, (await server.AskAsync("GET", "/fixture")).Status);

        await world.Registry.UnloadAsync(world.Slot(Id), null, TestContext.Current.CancellationToken);

        Assert.Equal(404, (await server.AskAsync("GET", "/fixture")).Status);
        Assert.True(await world.IsCollectedAsync(Id));
    }

    private static async Task<PluginWorld> WorldAsync()
    {
        var world = new PluginWorld();
        await world.DropAndLoadAsync("ResponderOne");
        return world;
    }

    private static async Task<(int Status, string? Detail)> ProblemAsync(WebServer server, string method, string path)
    {
        var (status, body) = await server.AskAsync(method, path);
        return (status, (string?)JsonNode.Parse(body)!["detail"]);
    }

    private static string DataFolder(PluginWorld world) => Path.Combine(world.Settings.DataFolder, Id);

    private static async Task HasBegunAsync(PluginWorld world)
    {
        for (var i = 0; !File.Exists(Path.Combine(DataFolder(world), "begun")); i++)
        {
            Assert.True(i < 1_500, "The request did not begin within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets time pass in steps as long as what it waits for has not ended.</summary>
    private static async Task PassAsync(FakeTimeProvider time, TimeSpan whole, Task until)
    {
        for (var passed = TimeSpan.Zero; passed < 2 * whole && !until.IsCompleted; passed += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A stream whose length nobody knows, so that it is sent in chunks.</summary>
    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}

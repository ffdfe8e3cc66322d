namespace Gantry.Cli.Tests;

public sealed class ConformanceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(null, "markdown"), InlineData("--html", "html"), InlineData("--json", "json")]
    public async Task The_statement_is_written_as_the_server_writes_it(string? option, string format)
    {
        await using var server = await AdminServer.StartAsync();
        server.AnswersRaw("GET /admin/conformance", 200, "text/plain", "the statement\n");

        var run = await CommandRun.OfAsync(["--data", server.LeaveAdminFile(_folder), "conformance", .. option is null ? Array.Empty<string>() : [option]], _ => null);

        Assert.Equal((0, "the statement\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal($"?format={format}", server.LastQuery);
    }

    [Fact]
    public async Task A_change_of_a_plugin_says_what_came_and_went_of_the_offer()
    {
        await using var server = await AdminServer.StartAsync();
        var changed = Answers.Plugin("1.0.0", 1).Trim()[..^1] + ""","offerChange":{"came":["C-FIND of X"],"went":["C-FIND of Y"]}}""";
        server.Answers("GET /admin/plugins", Answers.Plugins(changed));
        server.Answers("POST /admin/plugins/find/load", changed);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "load", "find");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["+ C-FIND of X", "- C-FIND of Y"], run.Lines[1..]);
    }
}

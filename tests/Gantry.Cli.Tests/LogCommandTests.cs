namespace Gantry.Cli.Tests;

public sealed class LogCommandTests : IDisposable
{
    private const string Entry = """
        {"number":7,"time":"2026-01-02T03:04:05+00:00","level":"Warning","category":"Gantry.Plugins.Find.FindHandler","plugin":"gantry.find","message":"A query was refused","fault":null}
        """;

    private const string Levels = """{"default":"Information","others":{"gantry.find":"Debug","Microsoft":"Warning"}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Logs_shows_an_entry_to_a_line_and_asks_for_what_was_chosen()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/logs", $$"""{"entries":[{{Entry}}],"last":7}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "logs", "--plugin", "find", "--level", "Warning", "--lines", "5");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith(" WARN gantry.find: A query was refused", Assert.Single(run.Lines), StringComparison.Ordinal);
        Assert.Equal("?after=0&limit=5&plugin=find&level=Warning", server.LastQuery);
    }

    [Fact]
    public async Task Level_shows_the_levels_and_sets_one()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/log/levels", Levels);
        server.Answers("PUT /admin/log/levels", Levels);
        var data = server.LeaveAdminFile(_folder);

        var shown = await CommandRun.OfAsync("--data", data, "log", "level");
        await CommandRun.OfAsync("--data", data, "log", "level", "Debug", "--for", "find");
        await CommandRun.OfAsync("--data", data, "log", "level", "default", "--for", "find");

        Assert.Equal(["FOR          LEVEL", "Microsoft    Warning", "gantry.find  Debug", "all others   Information"], shown.Lines);
        Assert.Equal(
            ["GET /admin/log/levels", """PUT /admin/log/levels {"name":"find","level":"Debug"}""", """PUT /admin/log/levels {"name":"find","level":null}"""], server.Requests);
    }
}

namespace Gantry.Cli.Tests;

public sealed class TransactionsCommandTests : IDisposable
{
    private const string Record = """
        {"number":7,"at":"2026-11-27T12:00:00+00:00","kind":"Operation","type":"Error","direction":"Incoming","remoteAETitle":"SCU","remoteAddress":"192.0.2.7:40000",
        "association":"3","command":"C-STORE","status":"A700H","milliseconds":12.5,"bytes":2048,"plugin":"gantry.storage 1.0.0","description":"Full\u001b[2J"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_asks_by_any_field_and_shows_a_line_for_each()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/transactions", $$"""{"transactions":[{{Record}}]}""");

        var run = await CommandRun.OfAsync(
            "--data", server.LeaveAdminFile(_folder), "log", "find", "--ae", "SCU", "--status", "A700", "--text", "full & empty", "--limit", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("?ae=SCU&status=A700&text=full%20%26%20empty&limit=5", server.LastQuery);
        var line = Assert.Single(run.Lines);
        Assert.Contains(">>  SCU@192.0.2.7:40000  3  C-STORE  A700H  12.5 ms", line, StringComparison.Ordinal);
        Assert.EndsWith("gantry.storage 1.0.0  Error  Full?[2J", line, StringComparison.Ordinal); // what a terminal would obey is taken out
    }

    [Fact]
    public async Task Show_has_all_that_the_record_says()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/transactions/7", Record);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "show", "7");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("status", StringComparison.Ordinal) && line.EndsWith("A700H", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_has_the_data_set_element_by_element()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/transactions/7", Record[..^1] + """,  "dataSet":{"00080052":{"vr":"CS","Value":["STUDY"]},"00100020":{"vr":"LO","Value":["ANON7"]}}}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "show", "7");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains("(0010,0020) LO", StringComparison.Ordinal) && line.Contains("ANON7", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines, line => line.StartsWith("dataSet ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_writes_a_line_for_each_until_there_are_no_more_and_overwrites_nothing()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/transactions", $$"""{"transactions":[{{Record}}]}""", $$"""{"transactions":[{{Record.Replace(":7,", ":9,", StringComparison.Ordinal)}}]}""", """{"transactions":[]}""");
        var file = Path.Combine(_folder.Path, "log.jsonl");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "export", file, "--ae", "SCU");

        Assert.Equal((0, $"2 records in {file}"), (run.ExitCode, run.Output.Trim()));
        Assert.Equal("?ae=SCU&after=9&limit=1000&data-sets=true", server.LastQuery);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(["{\"number\":7,", "{\"number\":9,"], lines.Select(line => line[..12]));
        Assert.Equal(2, (await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "export", file)).ExitCode);
        Assert.Equal(lines, await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_condition_that_the_server_does_not_understand_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("GET /admin/transactions", 400, "Bad request", "kind is 'X'; one of Server is needed.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "find", "--kind", "X");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("kind is 'X'", run.Error, StringComparison.Ordinal);
    }
}

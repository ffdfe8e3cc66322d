namespace Gantry.Cli.Tests;

public sealed class TransactionsCommandTests : IDisposable
{
    private const string Record = """
        {"number":7,"at":"2026-11-27T12:00:00+00:00","kind":"Operation","type":"Error","direction":"Incoming","remoteAETitle":"SCU","remoteAddress":"192.0.2.7:40000",
        "association":"3","command":"C-STORE","status":"A700H","milliseconds":12.5,"bytes":2048,"plugin":"gantry.storage 1.0.0","description":"Full\u001b[2J"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string lines)
    {
        var file = Path.Combine(_folder.Path, "log.jsonl");
        File.WriteAllText(file, lines);
        return file;
    }

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
    public async Task Import_tells_the_lines_that_are_no_records_and_takes_the_others()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/transactions", """{"added":1,"present":1,"problems":[{"index":1,"reason":"kind is none of\u001b these."}]}""");
        var line = Record.ReplaceLineEndings("");
        var file = Write($"{line}\n{{\"at\r\n\r\n[7]\r\n{line}"); // the last has no end

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "import", file);

        Assert.Equal((1, "1 records added, 1 were there, 2 lines are no records"), (run.ExitCode, run.Output.Trim()));
        Assert.Equal(["Line 2: It is not JSON.", "Line 4: kind is none of? these."], run.Error.Trim().Split('\n').Select(text => text.Trim()));
        Assert.Equal($$"""POST /admin/transactions {"transactions":[{{line}},[7]\r,{{line}}]}""".Replace("\\r", "\r", StringComparison.Ordinal), Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Import_sends_many_lines_in_parts_and_one_that_is_too_long_not_at_all()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/transactions", """{"added":500,"present":0,"problems":[]}""", """{"added":101,"present":0,"problems":[]}""");
        var file = Write(string.Concat(Enumerable.Repeat("{}\n", 600)) + new string('x', 16 << 20) + "\n{}\n");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "import", file, "--json");

        Assert.Equal((1, """{"added":601,"present":0,"bad":1}"""), (run.ExitCode, run.Output.Trim()));
        Assert.Equal("Line 601: It has more than 15728640 bytes.", run.Error.Trim());
        Assert.Equal([500, 101], server.Requests.Select(request => request.Split("{}").Length - 1));
    }

    [Fact]
    public async Task Import_ends_where_the_server_fails_or_the_file_cannot_be_read()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("POST /admin/transactions", 503, "Not done", "The database is away.");
        var file = Write("{}\n");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "import", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The database is away.", run.Error, StringComparison.Ordinal);
        var missing = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "log", "import", file + "x");
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("could not be read", missing.Error, StringComparison.Ordinal);
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

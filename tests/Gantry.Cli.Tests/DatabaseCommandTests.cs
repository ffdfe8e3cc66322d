namespace Gantry.Cli.Tests;

public sealed class DatabaseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_tells_which_database_it_is_and_what_is_pending()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/catalog", """{"database":"SQLite 3.50.4, catalog.db","applied":["1_Initial"],"pending":["2_Next"]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "show");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Database  SQLite 3.50.4, catalog.db", "Tables    1_Initial", "Pending   2_Next"], run.Lines);
    }

    [Fact]
    public async Task Migrate_has_the_tables_brought_up_to_date()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/catalog/migrate", """{"database":"SQLite 3.50.4, catalog.db","applied":["1_Initial","2_Next"],"pending":[]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "migrate");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Pending   nothing, the tables are up to date", run.Lines);
    }

    [Fact]
    public async Task Migrate_says_why_it_was_not_done()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("POST /admin/catalog/migrate", 409, "Not done", "The tables were made by another version.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "migrate");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The tables were made by another version.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"faults":[]}""", 0, "The database is sound.")]
    [InlineData("""{"faults":["Page 7 is damaged."]}""", 1, "Page 7 is damaged.")]
    public async Task Check_says_what_is_wrong(string answer, int exitCode, string line)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/catalog/check", answer);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "check");

        Assert.Equal((exitCode, line), (run.ExitCode, Assert.Single(run.Lines)));
    }

    [Theory]
    [InlineData("[]", "[\"1_Initial\"]", "PostgreSQL 15.4, gantry on db1:5432: it answers, and has no tables yet.")]
    [InlineData("[\"1_Initial\"]", "[\"2_Next\"]", "PostgreSQL 15.4, gantry on db1:5432: it answers, and its tables wait for 2_Next.")]
    [InlineData("[\"1_Initial\",\"2_Next\"]", "[]", "PostgreSQL 15.4, gantry on db1:5432: it answers, and its tables are up to date (2_Next).")]
    public async Task Test_says_in_a_line_how_another_database_is(string applied, string pending, string line)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/catalog/test/postgresql", $$"""{"plugin":"gantry.postgresql","database":"PostgreSQL 15.4, gantry on db1:5432","applied":{{applied}},"pending":{{pending}}}""");
        var file = Path.Combine(_folder.Path, "settings.json");
        await File.WriteAllTextAsync(file, """{"ConnectionString":"Host=db1;Password=p=q"}""", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "test", "postgresql", "--settings", file, "--set", "LockTimeoutSeconds=7");

        Assert.Equal((0, "", line), (run.ExitCode, run.Error, Assert.Single(run.Lines)));
        Assert.Contains("""{"ConnectionString":"Host=db1;Password=p=q","LockTimeoutSeconds":"7"}""", string.Concat(Assert.Single(server.Requests).Where(character => !char.IsWhiteSpace(character))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "ConnectionString", "--set takes NAME=VALUE, and not 'ConnectionString'.")]
    [InlineData("--settings", "no-such-file", "no-such-file")]
    public async Task Test_says_what_is_wrong_with_its_settings(string option, string value, string said)
    {
        await using var server = await AdminServer.StartAsync();

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "test", "postgresql", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Move_follows_until_the_other_database_serves()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/catalog/move", Move("Copying", isToSwitch: true));
        server.Answers("GET /admin/catalog/move", Move("Following", current: "gantry.postgresql", standby: "\"gantry.sqlite\""));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "move", "--to", "postgresql");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Serves    gantry.postgresql", run.Lines[0]);
        Assert.Equal("Standby   gantry.sqlite, kept like it until 'gantry db move --finish'; 'gantry db move --back' has it serve", run.Lines[1]);
        Assert.Contains("Verified  12 records, digest 0ab1", run.Lines);
        Assert.Contains("Copying: 12 records compared, 7 written, 1 removed, 2 changes wait.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_tells_what_is_in_the_way()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/catalog/move", Move("Waiting", problem: "\"The database is away.\""));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "move");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Progress  Waiting: The database is away.", run.Lines);
    }

    [Fact]
    public async Task Move_without_a_standby_tells_which_database_serves()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("DELETE /admin/catalog/move", Move("None", standby: "null"));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "db", "move", "--finish");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Serves    gantry.sqlite", "Standby   none"], run.Lines);
    }

    [Fact]
    public async Task Move_does_one_thing_at_a_time()
    {
        var run = await CommandRun.OfAsync("db", "move", "--to", "postgresql", "--back");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--to, --back and --finish exclude each other.", run.Error, StringComparison.Ordinal);
    }

    private static string Move(string state, string current = "gantry.sqlite", string standby = "\"gantry.postgresql\"", bool isToSwitch = false, string problem = "null") =>
        $$"""
        {"current":"{{current}}","standby":{{standby}},"state":"{{state}}","isToSwitch":{{(isToSwitch ? "true" : "false")}},"startedAt":null,"switchedAt":null,"kind":null,
         "compared":12,"written":7,"removed":1,"pending":2,"verified":12,"digest":"0ab1","problem":{{problem}}}
        """;
}

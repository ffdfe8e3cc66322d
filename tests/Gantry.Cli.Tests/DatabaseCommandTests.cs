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
}

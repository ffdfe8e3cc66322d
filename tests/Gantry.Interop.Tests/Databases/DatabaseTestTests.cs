using Gantry.DatabaseServers;

namespace Gantry.Interop.Tests;

/// <summary>A database that does not serve is tested by the command line, on the real host.</summary>
public sealed class DatabaseTestTests
{
    private const string Secret = "a-word-that-nobody-sees";

    [Fact]
    public async Task A_file_is_neither_made_nor_changed_and_the_one_that_serves_has_other_commands()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        var file = folder.File("other.db");

        var serving = (await gantry.CliAsync("db", "test", "sqlite")).Failed();
        var missing = (await gantry.CliAsync("db", "test", "sqlite", "--set", $"File={file}")).Failed();
        var own = Path.Combine(gantry.DataFolder, "gantry.sqlite", "catalog.db");
        var answers = (await gantry.CliAsync("db", "test", "sqlite", "--set", $"File={own}", "--set", "CheckAtStart=Never")).Succeeded();

        Assert.Equal("The database of gantry.sqlite serves: gantry db show and gantry db check look at it.", serving.Output.Trim());
        Assert.Equal($"There is no file {file} yet; it is made when the catalog is there for the first time.", missing.Output.Trim());
        Assert.False(File.Exists(file));
        Assert.Matches($"^SQLite 3[.0-9]+, {own}: it answers, and its tables are up to date ", answers.Output);
        Assert.Equal("Serving", (await gantry.PluginsAsync())["gantry.sqlite"].Text("state"));
        (await gantry.CliAsync("db", "check")).Succeeded();
    }

    [Fact]
    public async Task A_server_is_told_with_its_version_and_what_is_wrong_without_its_password()
    {
        await using var postgreSql = await PostgreSqlServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("PostgreSQL is not installed (Debian: postgresql).");
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Plugins:gantry.postgresql:ConnectionString", postgreSql.ConnectionString("postgres"));
        var file = folder.File("settings.json");
        await File.WriteAllTextAsync(file, $$"""{"ConnectionString": "Host=127.0.0.1;Port=1;Database=gantry;Username=gantry;Password={{Secret}}"}""", TestContext.Current.CancellationToken);

        var empty = (await gantry.CliAsync("db", "test", "postgresql")).Succeeded();
        var away = (await gantry.CliAsync("db", "test", "postgresql", "--settings", file)).Failed();
        var unknown = (await gantry.CliAsync("db", "test", "postgresql", "--set", $"ConnectionString={postgreSql.ConnectionString("no_such_one")}")).Failed();
        var malformed = (await gantry.CliAsync("db", "test", "postgresql", "--set", $"ConnectionString=Nonsense={Secret}")).Failed();

        Assert.Matches("^PostgreSQL [1-9][0-9.]+.*, postgres on .*: it answers, and has no tables yet[.]", empty.Output);
        Assert.Equal("The database gantry on 127.0.0.1:1 cannot be reached: is the server running, and are Host and Port right?", away.Output.Trim());
        Assert.Contains("There is no database no_such_one", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("ConnectionString is not understood", malformed.Output, StringComparison.Ordinal);
        Assert.Equal("LeftOut", (await gantry.PluginsAsync())["gantry.postgresql"].Text("state"));
        Assert.Contains("The database of gantry.postgresql was tried by", gantry.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, away.Output + malformed.Output + gantry.Output, StringComparison.Ordinal);
        await gantry.StopAsync(); // and lets go of its files
        Assert.DoesNotContain(Directory.EnumerateFiles(gantry.DataFolder, "*", SearchOption.AllDirectories).Where(each => !each.EndsWith(".dll", StringComparison.Ordinal)), Holds);

        static bool Holds(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd().Contains(Secret, StringComparison.Ordinal);
        }
    }
}

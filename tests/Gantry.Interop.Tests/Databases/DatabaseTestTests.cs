using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
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
    }

    [Fact]
    public async Task MariaDB_is_told_with_its_version_and_what_is_wrong_without_its_password()
    {
        await using var mariaDb = await MariaDbServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("MariaDB is not installed (Debian: mariadb-server).");
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Plugins:gantry.mysql:ConnectionString", mariaDb.ConnectionString(mariaDb.AdministrationDatabase));

        var empty = (await gantry.CliAsync("db", "test", "mysql")).Succeeded();
        var away = (await gantry.CliAsync("db", "test", "mysql", "--set", $"ConnectionString=Server=127.0.0.1;Port=1;Database=gantry;User ID=gantry;Password={Secret}")).Failed();
        var unknown = (await gantry.CliAsync("db", "test", "mysql", "--set", $"ConnectionString={mariaDb.ConnectionString("no_such_one")}", "--set", "CreateDatabase=false")).Failed();
        var malformed = (await gantry.CliAsync("db", "test", "mysql", "--set", $"ConnectionString=Nonsense={Secret}")).Failed();

        Assert.Matches("^(MariaDB|MySQL) [1-9][0-9.]+.*, mysql on .*: it answers, and has no tables yet[.]", empty.Output);
        Assert.Contains("cannot be reached: is the server running, and are Server and Port right?", away.Output, StringComparison.Ordinal);
        Assert.Contains("There is no database no_such_one", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("ConnectionString is not understood", malformed.Output, StringComparison.Ordinal);
        Assert.Equal("LeftOut", (await gantry.PluginsAsync())["gantry.mysql"].Text("state"));
        Assert.DoesNotContain(Secret, away.Output + malformed.Output + gantry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_the_rights_and_who_has_tried_is_recorded()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        var own = Path.Combine(gantry.DataFolder, "gantry.sqlite", "catalog.db");
        (await gantry.CliAsync("roles", "set", "Keeper", "--right", "storage.manage")).Succeeded();
        using var olga = await SignInAsync(gantry, "olga", "Operator");
        using var kim = await SignInAsync(gantry, "kim", "Keeper");
        using var sam = await SignInAsync(gantry, "sam", "Service");

        Assert.Equal((403, "The right storage.manage is needed."), await TryAsync(olga, null));
        Assert.Equal((403, "The right plugins.manage is needed for other settings than those that gantry.sqlite has."), await TryAsync(kim, own));
        Assert.Equal((200, ""), await TryAsync(sam, own));

        var expected = new[] { ("kim", "403"), ("olga", "403"), ("sam", "200") };
        await Until.TrueAsync(async () => (await RecordedAsync(gantry)).SequenceEqual(expected), "the transaction log has who has tried");
    }

    private static async Task<(int Status, string Detail)> TryAsync(HttpClient http, string? file)
    {
        using var response = await http.PostAsync(new Uri("/admin/catalog/test/sqlite", UriKind.Relative), file is null ? null : JsonContent.Create(new { File = file, CheckAtStart = "Never" }), TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, answer.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
    }

    private static async Task<IEnumerable<(string User, string Status)>> RecordedAsync(GantryProcess gantry)
    {
        var log = (await gantry.CliAsync("--json", "log", "find", "-n", "200")).Succeeded();
        return [.. log.Lines.Where(line => line.Contains("POST /admin/catalog/test/", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line))
            .Select(record => (record.GetProperty("user").GetString()!, record.GetProperty("status").GetString()!)).Order()];
    }

    private static async Task<HttpClient> SignInAsync(GantryProcess gantry, string name, string role)
    {
        (await gantry.CliAsync("users", "add", name, "--role", role)).Succeeded();
        var http = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gantry.CliAsync("users", "tokens", name, "--add", "x")).Succeeded().Lines.First());
        return http;
    }

    private static bool Holds(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd().Contains(Secret, StringComparison.Ordinal);
    }
}

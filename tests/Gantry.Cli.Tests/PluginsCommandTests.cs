using System.Text.Json;

namespace Gantry.Cli.Tests;

public sealed class PluginsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_shows_each_plugin_in_a_line_and_the_refusal_as_a_sentence()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 1, "Refused", "There is no plugin.json in the folder.")));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "list");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("ID ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("gantry.find  1.0.0    1           Refused  0           C-FIND  There is no plugin.json in the folder.", run.Lines[1]);
        Assert.Equal(2, run.Lines.Length);
    }

    [Fact]
    public async Task List_says_what_is_still_in_memory_and_not_what_is_gone()
    {
        await using var server = await AdminServer.StartAsync();
        var retired = string.Join(
            ',', Answers.Retired("1.0.0", 1, true, true), Answers.Retired("1.0.1", 2, true, false), Answers.Retired("1.0.2", 3, false, false, 1));
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.3", 4), retired));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "list");

        Assert.Equal(
            ["gantry.find 1.0.1 (generation 2) is unloaded and still in memory.", "gantry.find 1.0.2 (generation 3) still has 1 operation to end."],
            run.Lines[2..]);
    }

    [Fact]
    public async Task List_counts_what_is_kept_in_memory()
    {
        await using var server = await AdminServer.StartAsync();
        var retired = string.Join(
            ',', Answers.Retired("1.0.0", 1, true, false, isKept: true), Answers.Retired("1.0.1", 2, true, false, isKept: true), Answers.Retired("1.0.2", 3, false, false, 1, isKept: true));
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.3", 4), retired));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "list");

        Assert.Equal(
            ["gantry.find 1.0.2 (generation 3) still has 1 operation to end.", "gantry.find: 2 replaced versions are kept in memory, as Gantry:KeepInMemory says."],
            run.Lines[2..]);
    }

    [Theory]
    [InlineData("pause", "Paused", "Its operations are refused until an administrator resumes it.", "gantry.find is paused: Its operations are refused until an administrator resumes it.")]
    [InlineData("resume", "Serving", null, "gantry.find 1.0.3 (generation 4) serves now.")]
    public async Task One_is_paused_and_resumed_at_once(string change, string state, string? remark, string said)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.3", 4)));
        server.Answers($"POST /admin/plugins/find/{change}", Answers.Plugin("1.0.3", 4, state, remark));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", change, "find");

        Assert.Equal((0, "", said), (run.ExitCode, run.Error, run.Lines[0]));
    }

    [Theory, InlineData(true, 0), InlineData(false, 1)]
    public async Task Check_says_what_was_found_and_whether_the_folder_would_load(bool wouldLoad, int exitCode)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/check",
            $$"""{"id":"acme.dose","version":"1.0.0","wouldLoad":{{(wouldLoad ? "true" : "false")}},"findings":[{"severity":"Warning","text":"It requires ICatalog."}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "check", _folder.Path);

        Assert.Equal((exitCode, "Warning: It requires ICatalog."), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task List_draws_a_table_on_a_terminal_and_says_below_it_what_was_refused()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 1, refusal: "There is no plugin.json in the folder.")));

        var run = await CommandRun.OfAsync(["--data", server.LeaveAdminFile(_folder), "plugins", "list"], _ => null, isTerminal: true);

        Assert.Contains("─", run.Output, StringComparison.Ordinal);
        Assert.Equal("gantry.find: There is no plugin.json in the folder.", run.Lines[^1]);
    }

    [Fact]
    public async Task List_answers_in_json()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 1)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "list", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("gantry.find", json.RootElement.GetProperty("plugins")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Reload_waits_until_the_replaced_generation_is_gone_from_memory()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/reload", Answers.Plugin("1.0.1", 2))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.0", 1)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, false, false, 1)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, true, false)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, true, true)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["gantry.find 1.0.1 (generation 2) serves now.", "gantry.find 1.0.0 (generation 1) is gone from memory."], run.Lines);
        Assert.Equal(4, server.Requests.Count(request => request == "GET /admin/plugins"));
    }

    [Fact]
    public async Task Reload_does_not_wait_for_what_is_kept_in_memory()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/reload", Answers.Plugin("1.0.1", 2))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.0", 1)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, false, false, 1, isKept: true)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, true, false, isKept: true)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("gantry.find 1.0.0 (generation 1) has stopped and is kept in memory, as Gantry:KeepInMemory says.", run.Lines[1]);
    }

    [Fact]
    public async Task Reload_ends_with_1_when_the_replaced_generation_outlives_the_wait()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/reload", Answers.Plugin("1.0.1", 2))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.0", 1)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, false, false, 3)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find", "--wait", "0");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("gantry.find 1.0.0 (generation 1) still has 3 operations to end.", run.Lines[1]);
    }

    [Fact]
    public async Task Reload_tells_of_the_replaced_generation_even_where_it_is_listed_a_little_later()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/reload", Answers.Plugin("1.0.1", 2))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.0", 1)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2)),
                Answers.Plugins(Answers.Plugin("1.0.1", 2), Answers.Retired("1.0.0", 1, false, false, 1)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find", "--wait", "0");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("gantry.find 1.0.0 (generation 1) still has 1 operation to end.", run.Lines[1]);
    }

    [Fact]
    public async Task Reload_in_json_gives_the_plugin_and_what_it_replaced()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/rollback", Answers.Plugin("1.0.0", 3))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.1", 2)),
                Answers.Plugins(Answers.Plugin("1.0.0", 3), Answers.Retired("1.0.1", 2, true, true)));

        var run = await CommandRun.OfAsync("--json", "--data", server.LeaveAdminFile(_folder), "plugins", "rollback", "find");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("plugin").GetProperty("generation").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("retired").GetProperty("generation").GetInt32());
    }

    [Fact]
    public async Task Load_of_a_plugin_that_served_nothing_waits_for_nothing()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/gantry.find/load", Answers.Plugin("1.0.0", 1))
            .Answers("GET /admin/plugins", """{"plugins":[],"retired":[]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "load", "gantry.find");

        Assert.Equal((0, "gantry.find 1.0.0 (generation 1) serves now."), (run.ExitCode, Assert.Single(run.Lines)));
    }

    [Fact]
    public async Task Unload_says_that_the_plugin_is_unloaded_and_waits_for_it()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/unload", Answers.Plugin("1.0.0", 1, "Unloaded"))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(Answers.Plugin("1.0.0", 1)),
                Answers.Plugins(Answers.Plugin("1.0.0", 1, "Unloaded"), Answers.Retired("1.0.0", 1, true, true)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "unload", "find");

        Assert.Equal(["gantry.find is unloaded.", "gantry.find 1.0.0 (generation 1) is gone from memory."], run.Lines);
    }

    [Fact]
    public async Task A_refused_reload_gives_the_reason_in_one_line()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 1)))
            .Refuses("POST /admin/plugins/find/reload", 409, "Refused", "It needs contracts 2.0; this host has 1.0.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find");

        Assert.Equal((2, "", "It needs contracts 2.0; this host has 1.0."), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }
}

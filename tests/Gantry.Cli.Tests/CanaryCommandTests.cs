using Gantry.Cli.Administration;

namespace Gantry.Cli.Tests;

public sealed class CanaryCommandTests : IDisposable
{
    private const string OnTrial = """
        {"version":"1.1.0","generation":5,"gets":"10 % of the operations","operations":1,"performed":7,
         "health":[{"command":"CFind","operations":7,"failures":2,"faults":1,"medianMilliseconds":4.5}],"steps":[{"step":"warm","milliseconds":1500}]}
        """;

    private const string Steps = """
        [{"step":"discover","milliseconds":3},{"step":"load","milliseconds":9.5},{"step":"serve","milliseconds":725000,"goesOn":true}]
        """;

    private const string Attempt = """
        {"version":"2.0.0","generation":6,"steps":[{"step":"start","milliseconds":12000,"goesOn":true}]}
        """;

    private static readonly string WithCanary = Answers.Plugin("1.0.0", 4).TrimEnd()[..^1]
        + $$""","oldestOperationSeconds":12.4,"canary":{{OnTrial}},"health":[],"steps":{{Steps}},"attempt":{{Attempt}}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Options_are_a_query_and_none_are_nothing()
    {
        var all = new ChangeOptions(null, ["CT 1", "MR"], false, TimeSpan.FromSeconds(90));

        Assert.Equal("?ae=CT%201&ae=MR&drain=wait&deadline=90", all.ToQuery());
        Assert.Equal("?canary=10&drain=cancel", new ChangeOptions(10, null, true).ToQuery());
        Assert.Equal("", ChangeOptions.None.ToQuery());
    }

    [Fact]
    public async Task A_canary_is_told_beside_the_version_that_serves_and_nothing_is_waited_for()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/plugins/find/reload", WithCanary).Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 4)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "reload", "find", "--canary", "10%");

        Assert.Equal(
            (0, "gantry.find 1.0.0 (generation 4) serves now, and 1.1.0 (generation 5) is on trial with 10 % of the operations."),
            (run.ExitCode, Assert.Single(run.Lines)));
    }

    [Fact]
    public async Task A_folder_is_installed_by_its_full_path_and_goes_on_trial_at_once()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/install", WithCanary).Answers("GET /admin/plugins", Answers.Plugins(Answers.Plugin("1.0.0", 4)));
        var folder = Path.Combine(_folder.Path, "find 1.1");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "install", folder, "--ae", "CT1");

        Assert.Equal(
            (0, "gantry.find 1.0.0 (generation 4) serves now, and 1.1.0 (generation 5) is on trial with 10 % of the operations."),
            (run.ExitCode, Assert.Single(run.Lines)));
        Assert.Equal($"?folder={Uri.EscapeDataString(folder)}&ae=CT1", server.LastQuery);
    }

    [Fact]
    public async Task The_rollback_of_a_canary_waits_for_the_canary()
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("POST /admin/plugins/find/rollback", Answers.Plugin("1.0.0", 4))
            .Answers(
                "GET /admin/plugins",
                Answers.Plugins(WithCanary),
                Answers.Plugins(Answers.Plugin("1.0.0", 4), Answers.Retired("1.1.0", 5, true, true)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "rollback", "find");

        Assert.Equal(["gantry.find 1.0.0 (generation 4) serves now.", "gantry.find 1.1.0 (generation 5) is gone from memory."], run.Lines);
    }

    [Theory, InlineData("0"), InlineData("100%"), InlineData("ten")]
    public async Task A_share_that_is_none_is_refused(string share)
    {
        var run = await CommandRun.OfAsync("plugins", "reload", "find", "--canary", share);

        Assert.Equal((2, "--canary takes a share from 1% to 99%."), (run.ExitCode, run.Error.Split('\n')[0].TrimEnd()));
    }

    [Fact]
    public async Task A_share_and_callers_exclude_each_other()
    {
        var run = await CommandRun.OfAsync("plugins", "reload", "find", "--canary", "5", "--ae", "CT1");

        Assert.Equal((2, "--canary and --ae exclude each other."), (run.ExitCode, run.Error.Split('\n')[0].TrimEnd()));
    }

    [Fact]
    public async Task Show_tells_how_it_was_loaded_how_it_does_and_what_is_on_trial()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/plugins", Answers.Plugins(WithCanary, Answers.Retired("0.9.0", 3, false, false, 2)));

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "plugins", "show", "find");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Version   1.0.0 (generation 4)", run.Lines);
        Assert.Contains("Steps     discover 3 ms, load 9.5 ms, serve since 12 min", run.Lines);
        Assert.Contains("Attempt   2.0.0 (generation 6) is being made: start since 12 s", run.Lines);
        Assert.Contains("On trial  1.1.0 (generation 5) with 10 % of the operations", run.Lines);
        Assert.Contains("warm 1500 ms", run.Lines);
        Assert.Contains("CFind: of the last 7 2 failed, 1 by a fault; half took no longer than 4.5 ms", run.Lines);
        Assert.Contains("Earlier   0.9.0 (generation 3) still has 2 operations", run.Lines);
        Assert.Contains("serve 2 h, drain since 5000 ms", run.Lines);
    }
}

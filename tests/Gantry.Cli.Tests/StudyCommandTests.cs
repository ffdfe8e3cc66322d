namespace Gantry.Cli.Tests;

public sealed class StudyCommandTests : IDisposable
{
    private const string Whole = """{"study":"2.25.1","series":2,"instances":3,"bytes":1572864,"isWholeStudy":true,"obstacles":[]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_study_is_deleted_with_a_reason()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("DELETE /admin/studies/2.25.1", Whole);

        var run = await RunAsync(server, "--study", "2.25.1", "--reason", "Sent for another patient");

        Assert.Equal((0, "?reason=Sent%20for%20another%20patient"), (run.ExitCode, server.LastQuery));
        Assert.Equal("3 instances in 2 series, 1.5 MiB, deleted: the whole study.", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task A_dry_run_deletes_nothing_and_says_what_speaks_against_it()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/studies/2.25.1/series/2.25.2/instances/2.25.3",
            """{"study":"2.25.1","series":1,"instances":1,"bytes":524288,"isWholeStudy":false,"obstacles":["A retrieval that is not done needs an instance of it: 2.25.9."]}""");

        var run = await RunAsync(server, "--study", "2.25.1", "--series", "2.25.2", "--instance", "2.25.3", "--dry-run");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            ["1 instances in 1 series, 512.0 KiB, would be deleted: a part of the study.", "Not now: A retrieval that is not done needs an instance of it: 2.25.9."], run.Lines);
    }

    [Theory]
    [InlineData("A --reason is needed.", "--study", "2.25.1")]
    [InlineData("A --reason is needed.", "--study", "2.25.1", "--reason", " ")]
    [InlineData("--instance needs the --series that it is in.", "--study", "2.25.1", "--instance", "2.25.3", "--dry-run")]
    public async Task What_is_not_said_in_full_is_not_asked_for(string fault, params string[] arguments)
    {
        await using var server = await AdminServer.StartAsync();

        var run = await RunAsync(server, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("DELETE /admin/studies/2.25.1", 409, "Not deleted", "The rule '*=keep' of retention keeps the study.");

        var run = await RunAsync(server, "--study", "2.25.1", "--reason", "A test");

        Assert.Equal((2, "The rule '*=keep' of retention keeps the study."), (run.ExitCode, run.Error.Trim()));
    }

    private Task<CommandRun> RunAsync(AdminServer server, params string[] arguments) => CommandRun.OfAsync(["--data", server.LeaveAdminFile(_folder), "study", "delete", .. arguments]);
}

namespace Gantry.Cli.Tests;

public sealed class SetAsideCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData("refused", "refused"), InlineData("conflicts", "conflict"), InlineData("superseded", "superseded")]
    public async Task The_list_shows_whose_and_why(string command, string kind)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/set-aside",
            """
            {"instances":[{"id":"20261127-120000-ab","kind":"Refused","setAsideAt":"2026-11-27T12:00:00+00:00","reason":"The data set does not match.","status":"A900H",
            "callingAETitle":"CT1","sopInstanceUid":"2.25.1","length":10,"hasContent":true}],"count":7,"bytes":10}
            """);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), command, "-n", "1");

        Assert.Equal((0, $"?kind={kind}&limit=1"), (run.ExitCode, server.LastQuery));
        Assert.Contains(run.Lines, line => line.StartsWith("20261127-120000-ab", StringComparison.Ordinal) && line.Contains("CT1", StringComparison.Ordinal)
            && line.EndsWith("The data set does not match.", StringComparison.Ordinal));
        Assert.Equal("7 in all.", run.Lines[^1]);
    }

    [Fact]
    public async Task One_that_there_is_not_leaves_no_file()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("GET /admin/set-aside/x/content", 404, "No such instance", "No instance was set aside as x.");
        var file = Path.Combine(_folder.Path, "out.dcm");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "refused", "export", "x", file);

        Assert.Equal((2, "No instance was set aside as x."), (run.ExitCode, run.Error.Trim()));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/set-aside/x/content", "{}");
        var file = Path.Combine(_folder.Path, "out.dcm");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "conflicts", "export", "x", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }
}

namespace Gantry.Cli.Tests;

public sealed class CommitmentsCommandTests : IDisposable
{
    private const string Job = """
        "uid":"2.25.1","transactionUid":"2.25.1","peer":"MODALITY","state":"Pending","requested":2,"checked":2,"failed":1,"attempts":3,
        "createdAt":"2026-11-27T12:00:00+00:00","changedAt":"2026-11-27T12:00:01+00:00","dueAt":"2026-11-27T12:10:00+00:00","note":"Connection refused."
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_shows_what_waits_and_why()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/commitments", $$"""{"commitments":[{{{Job}}}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commitments", "--peer", "MODALITY");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("?all=&peer=MODALITY&instance=&limit=100", server.LastQuery);
        Assert.Contains(run.Lines, line => line.StartsWith("2.25.1", StringComparison.Ordinal) && line.EndsWith("Connection refused.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_is_shown_with_its_instances()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/commitments/2.25.1",
            $$"""{{{Job}},"instances":[{"sopClassUid":"1.2","sopInstanceUid":"2.25.8","result":"committed"},{"sopClassUid":"1.2","sopInstanceUid":"2.25.9","result":"0112H no such object instance"}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commitments", "show", "2.25.1");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["2.25.8  committed", "2.25.9  0112H no such object instance"], run.Lines[^2..]);
    }

    [Theory, InlineData("retry"), InlineData("give-up")]
    public async Task One_is_tried_again_or_given_up(string change)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"POST /admin/commitments/2.25.1/{change}", $$"""{{{Job}}}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commitments", change, "2.25.1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(run.Lines, line => line.StartsWith("2.25.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_there_is_not_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("GET /admin/commitments/2.25.7", 404, "No such request", "The ledger has no request 2.25.7.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commitments", "show", "2.25.7");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The ledger has no request 2.25.7.", run.Error, StringComparison.Ordinal);
    }
}

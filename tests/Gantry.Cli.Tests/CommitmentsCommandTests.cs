namespace Gantry.Cli.Tests;

public sealed class CommitmentsCommandTests : IDisposable
{
    private const string Job = """
        "uid":"2.25.1","transactionUid":"2.25.1","peer":"MODALITY","isOutgoing":false,"state":"Pending","requested":2,"checked":2,"failed":1,"attempts":3,
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
    public async Task What_an_archive_is_known_to_keep_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/commitments/held",
            """{"peer":"ARCHIVE","instances":[{"sopClassUid":"1.2","sopInstanceUid":"2.25.8","reportedAt":"2026-11-27T12:00:00+00:00","transactionUid":"2.25.1"},{"sopClassUid":"1.2","sopInstanceUid":"2.25.9"}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commitments", "held", "ARCHIVE", "2.25.5", "2.25.6");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("?peer=ARCHIVE&uid=2.25.5&uid=2.25.6", server.LastQuery);
        Assert.StartsWith("2.25.8", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("not known to be kept", run.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_is_had_to_ask_and_followed_to_the_answer_of_what_it_asks_anew()
    {
        const string job = """
            "peer":"ARCHIVE","isOutgoing":true,"requested":2,"checked":2,"failed":1,"attempts":1,
            "createdAt":"2026-11-27T12:00:00+00:00","changedAt":"2026-11-27T12:00:01+00:00","dueAt":"2026-11-27T12:10:00+00:00"
            """;
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/commitments", $$"""{"commitments":[{{{job}},"uid":"2.25.1","state":"Pending","note":""}]}""");
        server.Answers("GET /admin/commitments/2.25.1", $$"""{{{job}},"uid":"2.25.1","state":"Failed","note":"Refused.","successorUid":"2.25.2","instances":[]}""");
        server.Answers(
            "GET /admin/commitments/2.25.2",
            $$"""{{{job}},"uid":"2.25.2","state":"Done","note":"1 of 2.","instances":[{"sopClassUid":"1.2","sopInstanceUid":"2.25.8","result":"committed"},{"sopClassUid":"1.2","sopInstanceUid":"2.25.9","result":"0112H no such object instance"}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "commit", "2.25.5", "2.25.6", "--to", "ARCHIVE");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("""POST /admin/commitments {"to":"ARCHIVE","uids":["2.25.5","2.25.6"]}""", server.Requests[0].Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal));
        Assert.Contains("2.25.2  Done  1 of 2 committed by ARCHIVE", run.Output, StringComparison.Ordinal);
        Assert.Contains("2.25.9: 0112H no such object instance", run.Error, StringComparison.Ordinal);
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

namespace Gantry.Cli.Tests;

public sealed class RetrievesCommandTests : IDisposable
{
    private const string Running = """
        "id":"7-2","command":"C-MOVE","requestor":"STATION","destination":"SINK","plugin":"gantry.move 1.0.0","level":"STUDY","keys":["2.25.1","2.25.2"],
        "begunAt":"2026-11-27T12:00:00+00:00","seconds":1.5,"remaining":3,"completed":2,"failed":1,"warning":0
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_shows_how_far_each_is()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/retrievals", $$"""{"retrievals":[{{{Running}}},{{{Running}},"status":"A702H","comment":"Away."}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retrieves", "--all");

        Assert.Equal((0, "?all=true"), (run.ExitCode, server.LastQuery));
        Assert.Contains("STUDY 2.25.1 and 1 more", run.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("goes on", run.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("A702H Away.", run.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_shown_with_what_became_of_each_instance()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(
            "GET /admin/retrievals/7-2", $$"""{{{Running}},"instances":[{"sopInstanceUid":"2.25.8","status":"0000H"},{"sopInstanceUid":"2.25.9"}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retrieves", "show", "7-2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["2.25.8  0000H", "2.25.9  not sent"], run.Lines[^2..]);
    }

    [Fact]
    public async Task One_that_there_is_not_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("GET /admin/retrievals/9-9", 404, "No such retrieval", "There is no retrieval 9-9 that goes on or has ended lately.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retrieves", "show", "9-9");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no retrieval 9-9 that goes on or has ended lately.", run.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("resume"), InlineData("cancel")]
    public async Task One_that_was_interrupted_goes_on_or_ends(string change)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"POST /admin/retrievals/2.25.5/{change}", $$"""{{{Running}},"state":"waits","dueAt":"2026-11-27T12:00:00+00:00","comment":"So it is."}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retrieves", change, "2.25.5");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"waits until \d\d:\d\d:\d\d\. So it is\.$", run.Lines[1]);
    }

    [Fact]
    public async Task What_was_interrupted_is_listed_and_that_it_cannot_be_read_is_told()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/retrievals", $$"""{"retrievals":[{{{Running}},"state":"interrupted","comment":"Too long ago."}],"fault":"It cannot be told."}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retrieves");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("interrupted. Too long ago.", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("It cannot be told.", run.Error, StringComparison.Ordinal);
    }
}

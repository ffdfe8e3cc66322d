namespace Gantry.Cli.Tests;

/// <summary><c>gantry listeners</c>: what it asks the server, and what it shows.</summary>
public sealed class ListenersCommandTests : IDisposable
{
    private const string Listeners = """
        {"listeners":[
          {"name":"dicom","state":"paused","endpoint":"*:11112","port":11112,"aeTitles":["GANTRY","SECOND"],"tls":false,"associations":3},
          {"name":"secure","state":"serving","endpoint":"10.1.2.3:2762","port":2762,"aeTitles":["GANTRY"],"tls":true,"associations":0}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_are_shown_with_their_state()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/listeners", Listeners);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "listeners");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["dicom", "paused", "*:11112", "-", "GANTRY, SECOND", "3"], run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(["secure", "serving", "10.1.2.3:2762", "TLS", "GANTRY", "0"], run.Lines[2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("POST /admin/listeners/secure/pause", "pause", "secure")]
    [InlineData("POST /admin/listeners/dicom/start", "start", "dicom")]
    public async Task One_is_changed_and_all_are_shown(string request, params string[] arguments)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers(request, Listeners);

        var run = await CommandRun.OfAsync(["--data", server.LeaveAdminFile(_folder), "listeners", .. arguments]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(request, server.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith("dicom", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_passed_on()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("POST /admin/listeners/web/stop", 404, "No such listener", "There is no listener web.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "listeners", "stop", "web");

        Assert.Equal((2, "There is no listener web."), (run.ExitCode, run.Error.TrimEnd()));
    }
}

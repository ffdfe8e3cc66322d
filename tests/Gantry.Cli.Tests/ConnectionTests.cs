namespace Gantry.Cli.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_data_folder_may_come_from_the_environment()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/status", Answers.Status);
        var data = server.LeaveAdminFile(_folder);

        var run = await CommandRun.OfAsync(["status"], name => name == "GANTRY_DATA" ? data : null);

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_url_and_a_token_take_the_place_of_the_data_folder()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/status", Answers.Status);

        var run = await CommandRun.OfAsync("status", "--url", server.Url, "--token", AdminServer.Token);

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_url_without_a_token_is_refused()
    {
        var run = await CommandRun.OfAsync("status", "--url", "http://127.0.0.1:1");

        Assert.Equal((2, "--url and --token go together: one of them is missing."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_wrong_token_is_said_to_be_refused()
    {
        await using var server = await AdminServer.StartAsync();

        var run = await CommandRun.OfAsync("status", "--url", server.Url, "--token", "guess");

        Assert.Equal((2, "The server refuses the token."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_data_folder_without_a_server_is_named()
    {
        var run = await CommandRun.OfAsync("--data", _folder.Path, "status");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"No server runs with the data folder {_folder.Path}: there is no admin.json in it. Name another by --data or GANTRY_DATA.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task A_server_that_died_without_removing_its_file_is_said_not_to_answer()
    {
        var server = await AdminServer.StartAsync();
        var data = server.LeaveAdminFile(_folder);
        var url = server.Url;
        await server.DisposeAsync();

        var run = await CommandRun.OfAsync("--data", data, "status");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"No server answers at {url}/: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"url\":1}")]
    [InlineData("{\"url\":\"ftp://x\",\"token\":\"t\",\"processId\":1}")]
    public async Task A_file_that_is_no_admin_file_is_refused_in_one_line(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "admin.json"), content, TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("--data", _folder.Path, "status");

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(500, "text/html", "<html>", "The server answered 500 Internal Server Error.")]
    [InlineData(500, "application/problem+json", "{", "The server answered 500 and no reason that can be read.")]
    [InlineData(503, "application/problem+json", "{\"title\":\"The catalog is gone.\"}", "The catalog is gone.")]
    public async Task An_error_without_a_sentence_is_still_one_line(int status, string contentType, string body, string line)
    {
        await using var server = await AdminServer.StartAsync();
        server.AnswersRaw("GET /admin/status", status, contentType, body);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "status");

        Assert.Equal((2, line), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("plugins", "reload")]
    [InlineData("plugins", "burn", "find")]
    [InlineData("plugins", "reload", "find", "--wait", "soon")]
    [InlineData("plugins", "reload", "find", "--wait", "-1")]
    [InlineData("nonsense")]
    public async Task A_wrong_command_line_is_one_line_and_2(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["plugins", "status", "ae", "--data", "--url", "--token", "--json"], word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }
}

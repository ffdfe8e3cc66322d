using System.Text.Json;

namespace Gantry.Cli.Tests;

public sealed class StatusAndNodesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Status_shows_what_the_server_is_and_holds()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/status", Answers.Status);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "status");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("AE title      GANTRY", run.Lines);
        Assert.Contains("Started       2026-01-02 03:04:05Z", run.Lines);
        Assert.Contains("Associations  2 now, 40 in all, 1 rejected", run.Lines);
        Assert.Contains("Catalog       3 patients, 4 studies, 5 series, 600 instances, 1.5 MiB", run.Lines);
    }

    [Fact]
    public async Task Status_says_why_there_is_no_catalog()
    {
        await using var server = await AdminServer.StartAsync();
        var untilCatalog = Answers.Status[..Answers.Status.IndexOf("\"catalog\"", StringComparison.Ordinal)];
        server.Answers(
            "GET /admin/status", $$"""{{untilCatalog}} "catalog":null,"catalogProblem":"The disk is full.","pluginsServing":5,"pluginsRefused":1}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "status");

        Assert.Contains("Catalog       not available: The disk is full.", run.Lines);
    }

    [Fact]
    public async Task Statistics_shows_what_the_catalog_holds_by_modality()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/statistics", """
            {"catalog":{"patients":3,"studies":4,"series":5,"instances":600,"bytes":1572864},
            "modalities":[{"modality":"CT","series":2,"instances":500},{"modality":"","series":1,"instances":60},{"modality":null,"series":2,"instances":40}]}
            """);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "statistics");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 patients, 4 studies, 5 series, 600 instances, 1.5 MiB", run.Lines);
        Assert.Equal(["MODALITY  SERIES  INSTANCES", "CT        2       500", "(none)    1       60", "(others)  2       40"], run.Lines.Where(line => line.Length > 0).TakeLast(4));
    }

    [Fact]
    public async Task Statistics_by_day_or_AE_shows_what_came()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/statistics/received", """
            {"from":"2026-01-01","to":"2026-01-30","received":[{"name":"CT1","instances":500,"bytes":1572864},{"name":"","instances":2,"bytes":1024}]}
            """);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "statistics", "--by", "ae");
        var wrong = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "statistics", "--from", "2026-01-01");

        Assert.Equal((0, 2), (run.ExitCode, wrong.ExitCode));
        Assert.Equal(["Received from 2026-01-01 to 2026-01-30:", "AE        INSTANCES  SIZE", "CT1       500        1.5 MiB", "(others)  2          1.0 KiB"], run.Lines.Where(line => line.Length > 0));
    }

    [Fact]
    public async Task Status_in_json_has_the_names_of_the_administration()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/status", Answers.Status);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "--json", "status");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(600, json.RootElement.GetProperty("catalog").GetProperty("instances").GetInt64());
    }

    [Theory]
    [InlineData("127.0.0.1:11113", "127.0.0.1", 11113)]
    [InlineData("pacs.example:104", "pacs.example", 104)]
    [InlineData("[::1]:11113", "::1", 11113)]
    public async Task Add_puts_the_node_and_lists_what_is_known(string address, string host, int port)
    {
        await using var server = await AdminServer.StartAsync();
        server
            .Answers("PUT /admin/nodes/SINK", "{}")
            .Answers("GET /admin/nodes", $$"""{"nodes":[{"aeTitle":"SINK","host":"{{host}}","port":{{port}}}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "add", "SINK", address);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var put = JsonDocument.Parse(server.Requests[0]["PUT /admin/nodes/SINK ".Length..]);
        Assert.Equal(host, put.RootElement.GetProperty("host").GetString());
        Assert.Equal(port, put.RootElement.GetProperty("port").GetInt32());
        Assert.False(put.RootElement.TryGetProperty("operations", out _)); // what is not given stays as it is
        Assert.Equal(["SINK", host, $"{port}", "-", "its"], run.Lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..5]);
    }

    [Theory]
    [InlineData("11113")]
    [InlineData(":11113")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1:11113")]
    public async Task Add_refuses_what_is_no_address_and_asks_the_server_nothing(string address)
    {
        await using var server = await AdminServer.StartAsync();

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "add", "SINK", address);

        Assert.Equal((2, $"'{address}' is not HOST:PORT, as 127.0.0.1:11113 or [::1]:11113."), (run.ExitCode, run.Error.TrimEnd()));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Remove_deletes_the_node_whatever_its_title_holds()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("DELETE /admin/nodes/A B", "{}").Answers("GET /admin/nodes", """{"nodes":[]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "remove", "A B");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("AE TITLE  HOST  PORT  TLS  CALLS FROM  MAY  ALIAS", Assert.Single(run.Lines));
    }
}

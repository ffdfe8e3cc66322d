namespace Gantry.Cli.Tests;

public sealed class RetentionTests : IDisposable
{
    private const string Run = """
        {"startedAt":"2026-01-02T03:04:05+00:00","endedAt":"2026-01-02T03:04:06+00:00","isDryRun":true,"studiesSeen":5,"studiesDeleted":1,"instances":3,"bytes":1572864,"studiesNotSafe":2,
        "studiesUnclear":1,"isPartial":true,"studies":[{"study":"2.25.1","instances":3,"bytes":1572864,"reason":"the rule '*=after 30 days'."}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dry_run_lists_what_would_be_deleted_and_what_would_not_and_why()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/retention/run", Run);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retention", "run", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
        [
            "STUDY   INSTANCES  SIZE     WHY", "2.25.1  3          1.5 MiB  the rule '*=after 30 days'.",
            "5 studies seen, 1 would be deleted, 3 instances, 1.5 MiB.", "2 are due, but no archive has committed to all of them.",
            "Of 1 it cannot be told when they came; they are kept.", "There is more to delete.",
        ], run.Lines.Where(line => line.Length > 0));
    }

    [Fact]
    public async Task Show_tells_the_rules_and_how_full_the_store_is()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/retention", $$"""
            {"rules":["*=keep for MG"],"storedBytes":1572864,"highWaterBytes":2097152,"lowWaterBytes":1048576,"volumeQuotas":["fast=900/800"],"unknownVolumes":["slow"],"waitingInstances":4,"nextRunAt":null,"lastRun":{{Run}}}
            """);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "retention", "show");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("*=keep for MG", run.Lines);
        Assert.Contains("1.5 MiB stored; from 2.0 MiB on the oldest studies go, down to 1.0 MiB.", run.Lines);
        Assert.Contains("Quota of a volume, in GB: fast=900/800.", run.Lines);
        Assert.Contains("The store has no volume slow: what names it concerns nothing.", run.Lines);
        Assert.Contains("4 instances are not found any more, and their bytes wait to be deleted.", run.Lines);
    }
}

using System.Globalization;
using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.TransactionLog.Tests;

public class WriterTests
{
    [Fact]
    public async Task Many_records_are_written_in_few_batches()
    {
        await using var fixture = await new LogFixture(("BatchSize", "100")).StartAsync();
        for (var i = 0; i < 1_000; i++)
        {
            await fixture.TellAsync(DimseCommand.CFind, operation => operation with { Bytes = i });
        }

        var records = await fixture.RecordsAsync(1_000);

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), records.Select(record => record.Bytes));
        Assert.InRange(fixture.Log.Writes, 10, 20);
    }

    [Fact]
    public async Task A_database_that_hangs_holds_nobody_up_and_what_is_dropped_is_told()
    {
        await using var fixture = new LogFixture(("MaximumWaiting", "100"), ("BatchSize", "10"));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Log.Gate = gate.Task;
        await fixture.StartAsync();

        for (var i = 0; i < 500; i++)
        {
            await fixture.TellAsync(DimseCommand.CFind); // each returns although nothing can be written
        }

        gate.SetResult();
        for (var i = 0; i < 2_000 && (await fixture.Log.AllAsync()).All(record => record.Kind != TransactionKind.Server); i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await fixture.StopAsync();
        var records = await fixture.Log.AllAsync();
        var operations = records.Count(record => record.Kind == TransactionKind.Operation);
        Assert.InRange(operations, 100, 120); // those that had a place, and the batches that hung
        var told = records.Where(record => record.Kind == TransactionKind.Server).Sum(record => int.Parse(record.Description.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Equal(500, operations + told);
    }

    [Fact]
    public async Task A_database_that_comes_back_gets_what_waited()
    {
        await using var fixture = await new LogFixture().StartAsync();
        fixture.Log.Fault = new CatalogException("Away.");
        await fixture.TellAsync(DimseCommand.CStore);
        for (var i = 0; i < 2_000 && fixture.Log.Attempts < 3; i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        fixture.Log.Fault = null;

        Assert.Equal("C-STORE", Assert.Single(await fixture.RecordsAsync(1)).Command);
        Assert.Single(fixture.Services.Logs.Entries, entry => entry.Text.Contains("cannot be written", StringComparison.Ordinal)); // told once
    }

    [Fact]
    public async Task Records_that_are_refused_for_good_do_not_hold_up_those_that_follow()
    {
        await using var fixture = await new LogFixture().StartAsync();
        fixture.Log.Fault = new CatalogException("Never.") { IsTransient = false };
        await fixture.TellAsync(DimseCommand.CStore);
        for (var i = 0; i < 2_000 && fixture.Log.Attempts == 0; i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        fixture.Log.Fault = null;
        await fixture.TellAsync(DimseCommand.CFind);

        Assert.Equal("C-FIND", Assert.Single(await fixture.RecordsAsync(1)).Command);
    }

    [Fact]
    public async Task What_waits_at_the_stop_is_written()
    {
        await using var fixture = await new LogFixture().StartAsync();
        for (var i = 0; i < 1_200; i++)
        {
            await fixture.TellAsync(DimseCommand.CFind);
        }

        await fixture.StopAsync(); // no time has passed

        Assert.Equal(1_200, (await fixture.Log.AllAsync()).Count);
    }

    [Fact]
    public async Task Old_records_are_removed()
    {
        await using var fixture = new LogFixture(("KeepFor", "02:00:00"));
        var old = new TransactionRecord { At = fixture.Time.GetUtcNow() - TimeSpan.FromHours(3), Kind = TransactionKind.Server, Description = "old" };
        await fixture.Log.AddAsync([.. Enumerable.Repeat(old, 2_500), old with { At = fixture.Time.GetUtcNow(), Description = "new" }], TestContext.Current.CancellationToken);
        await fixture.StartAsync();

        for (var i = 0; i < 2_000 && (await fixture.Log.AllAsync()).Count > 1; i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("new", Assert.Single(await fixture.Log.AllAsync()).Description);
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.transaction-log"), async plugin =>
    {
        using var operation = new TestOperation();
        await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
        await plugin.ObserveAsync(LogFixture.Association(AssociationOutcome.Released));
    });
}

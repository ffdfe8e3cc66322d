using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

public class WorkTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_a_version_has_left_another_goes_on_with()
    {
        await using var fixture = new CommitFixture(("ReportOn", "NewAssociation"));
        await fixture.StartAsync();
        var transaction = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(transaction, stored => stored.Job.Note.StartsWith("No address", StringComparison.Ordinal) && stored.Lease is null);
        await fixture.StopAsync();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        using var services = new TestServices("gantry.commit").With<TimeProvider>(fixture.Time).With<ICommitmentLedger>(fixture.Services.CommitmentLedger)
            .With<IRemoteNodes>(fixture.Services.RemoteNodes).With<ICatalog>(fixture.Services.Catalog).With<IInstanceStore>(fixture.Services.InstanceStore);

        await using var next = await PluginHarness.StartAsync(typeof(CommitHandler).Assembly, services);
        await fixture.UntilAsync(transaction, JobState.Done, Step);

        Assert.Equal(1, Assert.Single(ae.Events.Sent).EventTypeId);
    }

    [Fact]
    public async Task A_job_of_a_host_that_died_is_taken_over_when_its_lease_has_ended()
    {
        await using var fixture = new CommitFixture(("ReportOn", "NewAssociation"));
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        var present = await fixture.AddAsync();
        var transaction = Uid.New();
        var now = fixture.Time.GetUtcNow();
        var job = new Job
        {
            Uid = transaction,
            DueAt = now,
            CreatedAt = now,
            Peer = CommitFixture.Peer,
            Attributes = new Commitment { TransactionUid = transaction, Requested = [present] }.ToAttributes(),
        };
        await fixture.Services.CommitmentLedger.AddAsync(job, TestContext.Current.CancellationToken);
        await fixture.Services.CommitmentLedger.ClaimAsync(new JobLease("dead", now + JobWorkerOptions.DefaultLeaseTime), now, 1, TestContext.Current.CancellationToken);

        await fixture.StartAsync();
        await fixture.UntilAsync(transaction, JobState.Done, Step);

        Assert.Single(ae.Events.Sent);
        Assert.True(fixture.Time.GetUtcNow() >= now + JobWorkerOptions.DefaultLeaseTime);
    }

    [Fact]
    public async Task A_lease_is_extended_as_long_as_the_work_lasts()
    {
        await using var fixture = new CommitFixture();
        var present = await fixture.AddAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Services.With<IInstanceStore>(new GatedStore(fixture.Services.InstanceStore, gate.Task));
        await fixture.StartAsync();
        var transaction = await fixture.AskAsync(present);
        var claimed = await fixture.UntilAsync(transaction, stored => stored.Lease is not null);

        await fixture.UntilAsync(transaction, stored => stored.Lease!.EndsAt > claimed.Lease!.EndsAt + JobWorkerOptions.DefaultLeaseTime, TimeSpan.FromSeconds(1), paceMilliseconds: 20);
        gate.SetResult();

        Assert.Equal(1, (await fixture.UntilAsync(transaction, JobState.Done)).Attempts);
    }

    [Fact]
    public async Task A_job_that_was_removed_is_worked_on_no_longer()
    {
        await using var fixture = new CommitFixture();
        var present = await fixture.AddAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new GatedStore(fixture.Services.InstanceStore, gate.Task);
        fixture.Services.With<IInstanceStore>(store);
        await fixture.StartAsync();
        await fixture.AskAsync(present);
        await store.Waiting.WaitAsync(TestContext.Current.CancellationToken);

        await fixture.Services.CommitmentLedger.RemoveAsync(new JobFilter { Peer = CommitFixture.Peer }, TestContext.Current.CancellationToken);
        gate.SetResult();
        await fixture.StopAsync(); // waits for the work

        Assert.Empty(fixture.Events.Sent);
        Assert.Contains(fixture.Services.Logs.Entries, entry => entry.Text.Contains("changed, cancelled or claimed by another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_that_comes_back_is_used_again()
    {
        var ledger = new FailingLedger();
        await using var fixture = new CommitFixture();
        fixture.Services.With<ICommitmentLedger>(ledger);
        ledger.Fault = new CatalogException("Away.");
        await fixture.StartAsync();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        ledger.Fault = null;

        await fixture.AskAsync(await fixture.AddAsync());
        for (var i = 0; i < 2_000 && fixture.Events.Sent.Count == 0; i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(Step);
        }

        Assert.Single(fixture.Events.Sent);
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten()
    {
        await using var fixture = await new CommitFixture(("KeepFor", "02:00:00")).StartAsync();
        var transaction = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(transaction, JobState.Done);

        for (var i = 0; i < 2_000 && await fixture.Services.CommitmentLedger.GetAsync(transaction, TestContext.Current.CancellationToken) is not null; i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Null(await fixture.Services.CommitmentLedger.GetAsync(transaction, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_that_is_no_commitment_fails_and_harms_no_other()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var now = fixture.Time.GetUtcNow();
        var bad = Uid.New();
        await fixture.Services.CommitmentLedger.AddAsync(new Job { Uid = bad, DueAt = now, CreatedAt = now, Attributes = DicomDataSet.Empty }, TestContext.Current.CancellationToken);

        await fixture.UntilAsync(await fixture.AskAsync(await fixture.AddAsync()), JobState.Done);

        await fixture.UntilAsync(bad, JobState.Failed);
    }

    [Fact]
    public void A_commitment_is_read_as_it_was_written()
    {
        var reference = new SopReference(Uids.CTImageStorage, Uid.New());
        var commitment = new Commitment
        {
            TransactionUid = Uid.New(),
            RetrieveAETitle = new AETitle("GANTRY"),
            Requested = [reference, reference with { SopInstanceUid = Uid.New() }],
            CheckedCount = 1,
            Failed = [new(reference, 0x0112)],
            CheckedAt = new DateTimeOffset(2026, 11, 27, 12, 34, 56, 789, TimeSpan.Zero),
        };

        var read = Commitment.Read(commitment.ToAttributes());

        Assert.Equal(commitment.Requested, read.Requested);
        Assert.Equal(commitment.Failed, read.Failed);
        Assert.Equal((commitment.TransactionUid, commitment.RetrieveAETitle, 1, commitment.CheckedAt, false), (read.TransactionUid, read.RetrieveAETitle, read.CheckedCount, read.CheckedAt, read.IsChecked));
        Assert.Throws<InvalidOperationException>(() => read.ToReport());
        Assert.Throws<FormatException>(() => Commitment.Read(DicomDataSet.Empty));
    }

    [Fact]
    public async Task Settings_out_of_range_are_refused()
    {
        await using var fixture = new CommitFixture(("RetryInterval", "00:00:00"), ("ReportOnFor:0", "MODALITY=Never"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(fixture.StartAsync);

        Assert.Contains("RetryInterval is '00:00:00'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ReportOnFor is 'MODALITY=Never'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.commit"), async plugin =>
    {
        var sample = new SampleInstance();
        await plugin.Services.AddAsync(sample);
        using var operation = new TestOperation();
        var response = await plugin.NActionAsync(
            Uids.StorageCommitmentPushModel,
            Uids.StorageCommitmentPushModelInstance,
            1,
            CommitFixture.Information(Uid.New(), new SopReference(sample.SopClass, sample.SopInstance)),
            operation);
        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(1, (await operation.Events.NextAsync(TestContext.Current.CancellationToken)).EventTypeId);
    });
}

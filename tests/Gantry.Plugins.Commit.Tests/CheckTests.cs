using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

public class CheckTests
{
    [Fact]
    public async Task What_is_whole_is_committed_to()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        SopReference[] instances = [await fixture.AddAsync(), await fixture.AddAsync(), await fixture.AddAsync()];

        var transaction = await fixture.AskAsync([.. instances, instances[0]]); // one is named twice

        var report = await fixture.Events.NextAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 1), (report.AffectedSopClassUid, report.AffectedSopInstanceUid, report.EventTypeId));
        Assert.Equal(instances.ToDictionary(instance => instance, _ => 0), CommitFixture.Result(report));
        Assert.False(report.EventInformation!.Contains(Tags.FailedSOPSequence));
        Assert.Equal((transaction.Value, "GANTRY"), (report.EventInformation.GetString(Tags.TransactionUID), report.EventInformation.GetString(Tags.RetrieveAETitle)));
        var stored = await fixture.UntilAsync(transaction, JobState.Done);
        Assert.Null(stored.Lease);
        Assert.Equal("Reported on the association of the request.", stored.Job.Note);
    }

    [Fact]
    public async Task What_is_not_has_its_reason()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var whole = await fixture.AddAsync();
        var (lost, lostAt) = await fixture.AddStoredAsync();
        await fixture.Services.InstanceStore.DeleteAsync(lostAt.Location, TestContext.Current.CancellationToken);
        var (damaged, damagedAt) = await fixture.AddStoredAsync();
        byte[] bytes = [.. fixture.Services.InstanceStore.BytesAt(damagedAt.Location).Span];
        bytes[^1] ^= 1;
        fixture.Services.InstanceStore.Damage(damagedAt.Location, bytes);
        var (cut, cutAt) = await fixture.AddStoredAsync();
        fixture.Services.InstanceStore.Damage(cutAt.Location, fixture.Services.InstanceStore.BytesAt(cutAt.Location)[..^2]);
        var other = await fixture.AddAsync() with { SopClassUid = Uids.MRImageStorage };
        var unknown = new SopReference(Uids.CTImageStorage, Uid.New());
        var unsupported = new SopReference(Uids.Verification, Uid.New());

        await fixture.AskAsync(whole, lost, damaged, cut, other, unknown, unsupported);

        var report = await fixture.Events.NextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, report.EventTypeId);
        Assert.Equal(
            new Dictionary<SopReference, int>
            {
                [whole] = 0,
                [lost] = 0x0112,
                [damaged] = 0x0110,
                [cut] = 0x0110,
                [other] = 0x0119,
                [unknown] = 0x0112,
                [unsupported] = 0x0122,
            },
            CommitFixture.Result(report));
    }

    [Fact]
    public async Task Nothing_committed_to_leaves_the_sequence_out()
    {
        await using var fixture = await new CommitFixture().StartAsync();

        await fixture.AskAsync(new SopReference(Uids.CTImageStorage, Uid.New()));

        var report = await fixture.Events.NextAsync(TestContext.Current.CancellationToken);
        Assert.False(report.EventInformation!.Contains(Tags.ReferencedSOPSequence));
        Assert.Equal(0x0112, Assert.Single(CommitFixture.Result(report)).Value);
    }

    [Theory, InlineData("false", 0), InlineData("true", 0x0110)]
    public async Task Without_a_digest_it_is_for_the_administrator_to_say(string requires, int reason)
    {
        await using var fixture = await new CommitFixture(("RequiresDigest", requires)).StartAsync();
        fixture.Services.InstanceStore.KeepsDigests = false;

        await fixture.AskAsync(await fixture.AddAsync());

        Assert.Equal(reason, Assert.Single(CommitFixture.Result(await fixture.Events.NextAsync(TestContext.Current.CancellationToken))).Value);
    }

    [Fact]
    public async Task An_error_of_the_disk_fails_the_instance()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var present = await fixture.AddAsync();
        fixture.Services.InstanceStore.Fault = new IOException("EIO");

        await fixture.AskAsync(present);

        Assert.Equal(0x0110, Assert.Single(CommitFixture.Result(await fixture.Events.NextAsync(TestContext.Current.CancellationToken))).Value);
    }

    [Fact]
    public async Task A_catalog_that_is_away_is_asked_again()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var present = await fixture.AddAsync();
        fixture.Services.Catalog.Fault = new CatalogException("Away.");

        var transaction = await fixture.AskAsync(present);
        var waiting = await fixture.UntilAsync(transaction, stored => stored.Job.Note == "Away.");
        Assert.Equal((JobState.Pending, fixture.Time.GetUtcNow() + TimeSpan.FromSeconds(30)), (waiting.Job.State, waiting.Job.DueAt));
        Assert.Empty(fixture.Events.Sent);

        fixture.Services.Catalog.Fault = null;
        await fixture.UntilAsync(transaction, JobState.Done, TimeSpan.FromSeconds(5));
        Assert.Equal(0, Assert.Single(CommitFixture.Result(Assert.Single(fixture.Events.Sent))).Value);
    }

    [Fact]
    public async Task What_could_not_be_checked_in_all_the_time_fails_for_want_of_resources()
    {
        await using var fixture = await new CommitFixture(("GiveUpAfter", "00:10:00"), ("LongestRetryInterval", "00:01:00")).StartAsync();
        fixture.Services.Catalog.Fault = new CatalogException("Away.");

        var transaction = await fixture.AskAsync(new SopReference(Uids.CTImageStorage, Uid.New()));

        await fixture.UntilAsync(transaction, JobState.Done, TimeSpan.FromSeconds(10));
        Assert.Equal(0x0213, Assert.Single(CommitFixture.Result(Assert.Single(fixture.Events.Sent))).Value);
    }

    [Fact]
    public async Task A_long_request_is_checked_in_parts_and_none_holds_the_catalog_for_long()
    {
        await using var fixture = new CommitFixture();
        var slow = new SlowStore(fixture.Services.InstanceStore, fixture.Time);
        fixture.Services.With<IInstanceStore>(slow);
        await fixture.StartAsync();
        SopReference[] instances = [await fixture.AddAsync(), await fixture.AddAsync(), await fixture.AddAsync()];

        var transaction = await fixture.AskAsync(instances);

        var report = await fixture.Events.NextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(instances.ToDictionary(instance => instance, _ => 0), CommitFixture.Result(report));
        var stored = await fixture.UntilAsync(transaction, JobState.Done);
        Assert.Equal((3, 3), (stored.Attempts, slow.Opened));
    }
}

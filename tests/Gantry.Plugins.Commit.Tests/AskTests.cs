using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>Storage commitment as SCU.</summary>
public class AskTests
{
    private static readonly AETitle Peer = new("ARCHIVE");
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly SopReference[] Instances = [.. Enumerable.Range(1, 3).Select(i => new SopReference(Uids.CTImageStorage, new Uid($"2.25.{i}")))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_on_the_association_of_the_request_is_kept_before_it_is_acknowledged()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var archive = Know(fixture);
        archive.Report = asked => Archive.ReportOf(asked, failed: 1);

        var stored = await fixture.UntilAsync(await OrderAsync(fixture), JobState.Done, Step);

        Assert.Equal("2 of 3 instances are kept by ARCHIVE.", stored.Job.Note);
        Assert.Equal([Instances[0]], Commitment.Read(stored.Job.Attributes).Failed.Select(failure => failure.Reference));
        Assert.Equal(Instances[1..], (await HeldAsync(fixture)).Select(copy => copy.Instance));
        Assert.False(await fixture.Services.CommitmentLedger.IsSafelyHeldAsync(new AETitle("OTHER"), Instances[1], Cancellation));
        Assert.Single(archive.Asked);
    }

    [Fact]
    public async Task An_answer_on_another_association_ends_the_wait_on_the_first()
    {
        await using var fixture = await new CommitFixture(("WaitForAnswer", "00:10:00")).StartAsync();
        var archive = Know(fixture);
        var job = await OrderAsync(fixture);
        await fixture.UntilAsync(job, _ => !archive.Asked.IsEmpty, Step);

        Assert.Equal(DimseStatus.Success, (await ReportAsync(fixture, archive.Asked.Single(), Peer)).Status);

        Assert.Equal((JobState.Done, null), await StateAsync(fixture, job));
        await WaitUntilAsync(() => AE(fixture).OpenAssociations == 0);
        Assert.Equal(3, (await HeldAsync(fixture)).Count);
    }

    [Fact]
    public async Task A_restart_changes_nothing_for_the_answer()
    {
        await using var fixture = await new CommitFixture(("WaitForAnswer", "00:00:00")).StartAsync();
        var archive = Know(fixture);
        var job = await OrderAsync(fixture);
        await fixture.UntilAsync(job, stored => stored.Job.Note.StartsWith("Asked", StringComparison.Ordinal) && stored.Lease is null, Step);
        await fixture.StopAsync();
        await fixture.StartAgainAsync();

        Assert.Equal(DimseStatus.Success, (await ReportAsync(fixture, archive.Asked.Single(), Peer)).Status);

        // Once more, because the response was lost, and with other content: the first answer stays.
        Assert.Equal(DimseStatus.Success, (await ReportAsync(fixture, archive.Asked.Single(), Peer, failed: 3)).Status);
        Assert.Equal((JobState.Done, null), await StateAsync(fixture, job));
        Assert.Equal(3, (await HeldAsync(fixture)).Count);
        Assert.Single(archive.Asked);
    }

    [Fact]
    public async Task Nobody_else_may_answer()
    {
        await using var fixture = await new CommitFixture(("WaitForAnswer", "00:00:00")).StartAsync();
        var archive = Know(fixture);
        var job = await OrderAsync(fixture);
        await fixture.UntilAsync(job, stored => stored.Job.Note.StartsWith("Asked", StringComparison.Ordinal) && stored.Lease is null, Step);
        var asked = archive.Asked.Single();

        Assert.Equal(DimseStatus.NoSuchSopInstance, (await ReportAsync(fixture, asked, new AETitle("MALLORY"))).Status);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await ReportAsync(fixture, asked.ToBuilder().Set(Tags.TransactionUID, Uid.New()).Build(), Peer)).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await ReportAsync(fixture, DicomDataSet.Empty, Peer)).Status);
        Assert.Equal(0x0113, (await ReportAsync(fixture, asked, Peer, eventType: 3)).Status.Code);

        Assert.Equal(JobState.Pending, (await StateAsync(fixture, job)).State);
        Assert.Empty(await HeldAsync(fixture));
    }

    [Fact]
    public async Task What_peers_have_asked_here_is_not_theirs_to_answer()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation")).StartAsync();
        var reference = await fixture.AddAsync();
        var transaction = await fixture.AskAsync(reference);

        var response = await ReportAsync(fixture, CommitFixture.Information(transaction, reference), CommitFixture.Peer);

        Assert.Equal(DimseStatus.NoSuchSopInstance, response.Status);
        Assert.Empty(await fixture.Services.CommitmentLedger.FindSafeCopiesAsync(CommitFixture.Peer, [reference], Cancellation));
    }

    [Fact]
    public async Task An_archive_that_is_away_is_asked_when_it_is_back_with_the_same_transaction()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var archive = Know(fixture);
        archive.Report = asked => Archive.ReportOf(asked);
        var isAway = true;
        AE(fixture).OnOpen = () =>
        {
            if (isAway)
            {
                throw new IOException("Nobody listens.");
            }
        };
        var job = await OrderAsync(fixture);
        await fixture.UntilAsync(job, stored => stored.Job.Note.Contains("Nobody listens", StringComparison.Ordinal) && stored.Lease is null, Step);
        isAway = false;

        var stored = await fixture.UntilAsync(job, JobState.Done, Step);

        Assert.Equal(job, Commitment.Read(stored.Job.Attributes).TransactionUid);
        Assert.True(stored.Attempts > 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refused_or_lost_it_is_asked_anew_with_another_transaction(bool isRefused)
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var archive = Know(fixture);
        archive.Respond = request =>
        {
            archive.Respond = _ => DimseStatus.Success;
            archive.Report = asked => Archive.ReportOf(asked);
            if (!isRefused)
            {
                _ = request.Association.AbortAsync().AsTask();
            }

            return DimseStatus.ResourceLimitation;
        };
        var job = await OrderAsync(fixture);

        var failed = await fixture.UntilAsync(job, JobState.Failed, Step);
        var successor = Commitment.Read(failed.Job.Attributes).SuccessorUid;
        var done = await fixture.UntilAsync(successor, JobState.Done, Step);

        Assert.Equal([job, successor], archive.Asked.Select(asked => new Uid(asked.GetString(Tags.TransactionUID)!)));
        Assert.Equal((failed.Job.CreatedAt, true), (done.Job.CreatedAt, done.Job.IsOutgoing));
        Assert.Equal(3, (await HeldAsync(fixture)).Count);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_asked_for_anew_and_given_up_in_the_end()
    {
        await using var fixture = await new CommitFixture(("WaitForAnswer", "00:00:00"), ("AnswerWithin", "01:00:00"), ("GiveUpAfter", "02:30:00")).StartAsync();
        var archive = Know(fixture);
        var job = await OrderAsync(fixture);
        var next = job;
        List<string> notes = [];
        while (!next.IsEmpty)
        {
            await fixture.UntilAsync(next, stored => stored.Job.Note.StartsWith("Asked", StringComparison.Ordinal) && stored.Lease is null, Step);
            fixture.Time.Advance(TimeSpan.FromHours(1));
            var stored = await fixture.UntilAsync(next, JobState.Failed, Step);
            notes.Add(stored.Job.Note);
            next = Commitment.Read(stored.Job.Attributes).SuccessorUid;
        }

        Assert.Equal(3, archive.Asked.Count);
        Assert.StartsWith("Given up: There was no answer", notes[^1], StringComparison.Ordinal);

        // Late, but an answer.
        Assert.Equal(DimseStatus.Success, (await ReportAsync(fixture, archive.Asked.First(), Peer)).Status);
        Assert.Equal(3, (await HeldAsync(fixture)).Count);
    }

    [Fact]
    public async Task The_latest_answer_counts()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var archive = Know(fixture);
        archive.Report = asked => Archive.ReportOf(asked);
        await fixture.UntilAsync(await OrderAsync(fixture), JobState.Done, Step);
        Assert.Equal(3, (await HeldAsync(fixture)).Count);
        archive.Report = asked => Archive.ReportOf(asked, failed: 2);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));

        await fixture.UntilAsync(await OrderAsync(fixture), JobState.Done, Step);

        Assert.Equal([Instances[2]], (await HeldAsync(fixture)).Select(copy => copy.Instance));
    }

    [Fact]
    public async Task A_ledger_that_fails_makes_the_archive_report_again()
    {
        await using var fixture = new CommitFixture(("WaitForAnswer", "00:00:00"));
        var ledger = new FailingLedger(fixture.Services.CommitmentLedger);
        fixture.Services.With<ICommitmentLedger>(ledger);
        await fixture.StartAsync();
        var archive = Know(fixture);
        var job = await OrderAsync(fixture);
        await fixture.UntilAsync(job, stored => stored.Job.Note.StartsWith("Asked", StringComparison.Ordinal) && stored.Lease is null, Step);
        ledger.Fault = new CatalogException("Away.");

        Assert.Equal(DimseStatus.ResourceLimitation, (await ReportAsync(fixture, archive.Asked.Single(), Peer)).Status);
        ledger.Fault = null;

        Assert.Equal(DimseStatus.Success, (await ReportAsync(fixture, archive.Asked.Single(), Peer)).Status);
        Assert.Equal((JobState.Done, null), await StateAsync(fixture, job));
    }

    [Fact]
    public async Task Answers_outlive_what_peers_were_told()
    {
        await using var fixture = await new CommitFixture(("KeepFor", "01:00:00"), ("KeepAnswersFor", "2.00:00:00")).StartAsync();
        var archive = Know(fixture);
        archive.Report = asked => Archive.ReportOf(asked);
        var told = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(told, JobState.Done, Step);
        var answered = await OrderAsync(fixture);
        await fixture.UntilAsync(answered, JobState.Done, Step);

        await fixture.UntilGoneAsync(told, TimeSpan.FromMinutes(10));
        Assert.Equal(3, (await HeldAsync(fixture)).Count);

        await fixture.UntilGoneAsync(answered, TimeSpan.FromHours(1));
        Assert.Empty(await HeldAsync(fixture));
    }

    private static Archive Know(CommitFixture fixture)
    {
        var archive = new Archive();
        AE(fixture, add: true).Handler = archive;
        return archive;
    }

    private static InMemoryAE AE(CommitFixture fixture, bool add = false) => add ? fixture.KnownAE = fixture.Services.RemoteNodes.Add(Peer) : fixture.KnownAE!;

    private static async Task<Uid> OrderAsync(CommitFixture fixture)
    {
        var now = fixture.Time.GetUtcNow();
        var commitment = new Commitment { TransactionUid = Uid.New(), Requested = [.. Instances] };
        var job = new Job
        {
            Uid = commitment.TransactionUid,
            IsOutgoing = true,
            Peer = Peer,
            CreatedAt = now,
            DueAt = now,
            Attributes = commitment.ToAttributes(),
            Instances = [.. Instances.Select(instance => instance.SopInstanceUid)],
        };
        Assert.True(await fixture.Services.CommitmentLedger.AddAsync(job, Cancellation));
        return job.Uid;
    }

    private static async Task<NServiceResponse> ReportAsync(CommitFixture fixture, DicomDataSet asked, AETitle from, int failed = 0, ushort? eventType = null)
    {
        using var operation = new TestOperation { CallingAETitle = from };
        var report = asked.GetItems(Tags.ReferencedSOPSequence).Length == 0 ? asked : Archive.ReportOf(asked, failed);
        return await fixture.Plugin.NEventReportAsync(
            Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, eventType ?? (ushort)(failed == 0 ? 1 : 2), report, operation);
    }

    private static ValueTask<IReadOnlyList<SafeCopy>> HeldAsync(CommitFixture fixture) => fixture.Services.CommitmentLedger.FindSafeCopiesAsync(Peer, Instances, Cancellation);

    private static async Task<(JobState State, JobLease? Lease)> StateAsync(CommitFixture fixture, Uid job)
    {
        var stored = await fixture.Services.CommitmentLedger.GetAsync(job, Cancellation);
        return (stored!.Job.State, stored.Lease);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var begun = System.Diagnostics.Stopwatch.GetTimestamp(); !condition();)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "It does not come about.");
            await Task.Delay(5, Cancellation);
        }
    }
}

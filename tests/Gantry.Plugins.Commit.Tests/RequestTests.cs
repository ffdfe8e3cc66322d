using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

public class RequestTests
{
    private static readonly SopReference Some = new(Uids.CTImageStorage, new Uid("2.25.1"));

    [Fact]
    public async Task A_request_is_in_the_ledger_when_it_is_answered()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var present = await fixture.AddAsync();

        var transaction = await fixture.AskAsync(present, Some);

        var stored = await fixture.Services.CommitmentLedger.GetAsync(transaction, TestContext.Current.CancellationToken);
        Assert.Equal(CommitFixture.Peer, stored!.Job.Peer);
        Assert.Equal([present.SopInstanceUid, Some.SopInstanceUid], stored.Job.Instances);
        Assert.Equal((transaction, "GANTRY"), (Commitment.Read(stored.Job.Attributes).TransactionUid, Commitment.Read(stored.Job.Attributes).RetrieveAETitle.Value));
    }

    [Fact]
    public async Task A_rehearsed_request_leaves_its_association_alone()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var operation = new TestOperation { CallingAETitle = CommitFixture.Peer, IsRehearsal = true };
        var transaction = Uid.New();

        var response = await fixture.Plugin.NActionAsync(
            Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 1, CommitFixture.Information(transaction, Some), operation);
        await fixture.UntilAsync(transaction, stored => stored is { Attempts: > 0, Lease: null }, TimeSpan.FromSeconds(10)); // this ledger is no rehearsed one: the request is checked, and has nowhere to be reported

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Empty(operation.Events.Sent);
    }

    [Fact]
    public async Task Another_instance_or_action_is_refused()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var information = CommitFixture.Information(Uid.New(), Some);

        Assert.Equal(0x0112, (await fixture.AskAsync(information, instance: new Uid("2.25.7"))).Status.Code);
        Assert.Equal(0x0123, (await fixture.AskAsync(information, actionType: 2)).Status.Code);
        Assert.Empty(await fixture.Services.CommitmentLedger.FindAsync(JobFilter.All, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Information_that_is_not_whole_is_refused_and_says_where()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var item = Some.ToItem().Build();
        (DicomDataSetBuilder Information, Tag Offending)[] cases =
        [
            (new DicomDataSetBuilder().Add(Tags.ReferencedSOPSequence, item), Tags.TransactionUID),
            (new DicomDataSetBuilder().Add(Tags.TransactionUID, "1.2.x").Add(Tags.ReferencedSOPSequence, item), Tags.TransactionUID),
            (new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()), Tags.ReferencedSOPSequence),
            (new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()).Add(Tags.ReferencedSOPSequence, Array.Empty<DicomDataSet>()), Tags.ReferencedSOPSequence),
            (new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()).Add(Tags.ReferencedSOPSequence, [item, item.ToBuilder().Remove(Tags.ReferencedSOPInstanceUID).Build()]), Tags.ReferencedSOPSequence),
            (new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()).Add(Tags.ReferencedSOPSequence, item.ToBuilder().Set(Tags.ReferencedSOPClassUID, "").Build()), Tags.ReferencedSOPSequence),
        ];
        foreach (var (information, offending) in cases)
        {
            var response = await fixture.AskAsync(information.Build());
            Assert.Equal((0x0115, offending), (response.Status.Code, Assert.Single(response.OffendingElements)));
            Assert.InRange(response.ErrorComment!.Length, 1, FinalResponse.MaximumErrorCommentLength);
        }
    }

    [Fact]
    public async Task Too_many_instances_are_refused()
    {
        await using var fixture = await new CommitFixture(("MaximumInstances", "2")).StartAsync();

        var response = await fixture.AskAsync(CommitFixture.Information(Uid.New(), Some, Some with { SopInstanceUid = new Uid("2.25.2") }, Some with { SopInstanceUid = new Uid("2.25.3") }));

        Assert.Equal(0x0213, response.Status.Code);
    }

    [Theory, InlineData(true, 0x0213), InlineData(false, 0x0110)]
    public async Task A_ledger_that_fails_refuses_the_request(bool isTransient, int status)
    {
        var ledger = new FailingLedger { Fault = new CatalogException("Away.") { IsTransient = isTransient } };
        await using var fixture = new CommitFixture();
        fixture.Services.With<ICommitmentLedger>(ledger);
        await fixture.StartAsync();

        var response = await fixture.AskAsync(CommitFixture.Information(Uid.New(), Some));

        Assert.Equal(status, response.Status.Code);
        Assert.Empty(fixture.Events.Sent);
    }

    [Fact]
    public async Task The_same_request_again_before_its_result_is_known_is_one_request()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation")).StartAsync(); // nobody knows the peer: it waits
        var present = await fixture.AddAsync();
        var transaction = await fixture.AskAsync(present);
        await fixture.UntilAsync(transaction, stored => stored.Job.Note.Contains("No address", StringComparison.Ordinal));
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);

        Assert.Equal(DimseStatus.Success, (await fixture.AskAsync(CommitFixture.Information(transaction, present))).Status);

        await fixture.UntilAsync(transaction, JobState.Done); // at once, no time has passed
        Assert.Equal(1, Assert.Single(ae.Events.Sent).EventTypeId);
        Assert.Single(await fixture.Services.CommitmentLedger.FindAsync(JobFilter.All, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("peer"), InlineData("instances"), InlineData("reported")]
    public async Task A_transaction_uid_that_is_in_use_is_reported_for_every_instance(string other)
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var present = await fixture.AddAsync();
        var transaction = Uid.New();
        await fixture.Services.CommitmentLedger.AddAsync(
            new Job
            {
                Uid = transaction,
                State = other == "reported" ? JobState.Done : JobState.Idle,
                DueAt = fixture.Time.GetUtcNow(),
                CreatedAt = fixture.Time.GetUtcNow(),
                Peer = other == "peer" ? new AETitle("OTHER") : CommitFixture.Peer,
                Attributes = new Commitment { TransactionUid = transaction, Requested = other == "instances" ? [present, Some] : [present] }.ToAttributes(),
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(DimseStatus.Success, (await fixture.AskAsync(CommitFixture.Information(transaction, present))).Status);

        var report = await fixture.Events.NextAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, transaction.Value), (report.EventTypeId, report.EventInformation!.GetString(Tags.TransactionUID)));
        Assert.Equal(new Dictionary<SopReference, int> { [present] = 0x0131 }, CommitFixture.Result(report));
    }
}

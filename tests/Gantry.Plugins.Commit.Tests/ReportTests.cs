using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

public class ReportTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_association_that_has_ended_is_followed_by_a_new_one()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        fixture.Events.IsEstablished = false;

        var transaction = await fixture.AskAsync(await fixture.AddAsync());

        Assert.Equal(1, (await ae.Events.NextAsync(TestContext.Current.CancellationToken)).EventTypeId);
        Assert.Equal("Reported on a new association.", (await fixture.UntilAsync(transaction, JobState.Done)).Job.Note);
        Assert.Equal((1, 0), (ae.OpenedAssociations, ae.OpenAssociations));
    }

    [Fact]
    public async Task An_association_that_is_lost_in_the_report_is_followed_by_a_new_one()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        fixture.Events.Answer = _ => throw new IOException("Aborted.");

        await fixture.AskAsync(await fixture.AddAsync());

        Assert.Equal(1, (await ae.Events.NextAsync(TestContext.Current.CancellationToken)).EventTypeId);
    }

    [Theory]
    [InlineData("NewAssociation", "", true)]
    [InlineData("SameElseNew", "MODALITY=NewAssociation", true)]
    [InlineData("NewAssociation", "MODALITY=SameElseNew", false)]
    [InlineData("NewAssociation", "OTHER=SameElseNew", true)]
    public async Task The_setting_says_which_association_for_all_and_for_each(string all, string one, bool isNew)
    {
        await using var fixture = new CommitFixture(("ReportOn", all));
        if (one.Length > 0)
        {
            fixture.Services.WithSetting("ReportOnFor:0", one);
        }

        await fixture.StartAsync();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);

        await fixture.UntilAsync(await fixture.AskAsync(await fixture.AddAsync()), JobState.Done);

        Assert.Equal(isNew ? (1, 0) : (0, 1), (ae.Events.Sent.Count, fixture.Events.Sent.Count));
    }

    [Fact]
    public async Task On_the_same_association_alone_a_result_ends_with_it()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "SameAssociation")).StartAsync();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        fixture.Events.IsEstablished = false;

        var stored = await fixture.UntilAsync(await fixture.AskAsync(await fixture.AddAsync()), JobState.Failed);

        Assert.Equal("Given up: The association of the request has ended.", stored.Job.Note);
        Assert.Equal(0, ae.OpenedAssociations);
        Assert.True(Commitment.Read(stored.Job.Attributes).IsChecked);
    }

    [Fact]
    public async Task Nothing_is_reported_before_the_response()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var present = await fixture.AddAsync();
        using var operation = new TestOperation { CallingAETitle = CommitFixture.Peer };
        var open = new OpenRequests();
        var reporter = new ResultReporter(
            open, new PeerPauses(fixture.Time), fixture.Services.RemoteNodes, new TestPluginSettings<CommitSettings>(new CommitSettings()), fixture.Time);
        open.TryAdd(present.SopInstanceUid, operation.Events);
        var commitment = new Commitment { TransactionUid = Uid.New(), Requested = [present], CheckedCount = 1 };

        var reporting = reporter.ReportAsync(present.SopInstanceUid, CommitFixture.Peer, commitment, TestContext.Current.CancellationToken).AsTask();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(operation.Events.Sent);
        operation.Events.Respond();

        Assert.Equal(DeliveryState.Arrived, (await reporting).State);
        Assert.Single(operation.Events.Sent);
    }

    [Fact]
    public async Task A_peer_that_is_away_is_tried_again_with_growing_pauses_until_it_answers()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation")).StartAsync();
        var attempts = new List<DateTimeOffset>();
        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        ae.OnOpen = () =>
        {
            attempts.Add(fixture.Time.GetUtcNow());
            if (attempts.Count < 7)
            {
                throw new IOException("Connection refused.");
            }
        };

        var transaction = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(transaction, stored => stored.Job.Note == "Connection refused.");
        await fixture.UntilAsync(transaction, JobState.Done, Step);

        Assert.Single(ae.Events.Sent);
        Assert.Equal(7, attempts.Count);
        for (var i = 1; i < attempts.Count; i++)
        {
            // As long as has been tried so far: from 30 seconds on it doubles.
            var tried = attempts[i - 1] - attempts[0];
            Assert.True(attempts[i] - attempts[i - 1] >= (tried < TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : tried), string.Join(", ", attempts));
        }
    }

    [Fact]
    public async Task A_peer_that_refuses_the_report_is_tried_again()
    {
        await using var fixture = await new CommitFixture().StartAsync();
        var answers = 0;
        fixture.Events.Answer = _ => ++answers == 1 ? new NServiceResponse(DimseStatus.ProcessingFailure, "Busy") : DimseStatus.Success;

        var transaction = await fixture.AskAsync(await fixture.AddAsync()); // no address is known: nothing but the same association is left
        await fixture.UntilAsync(transaction, JobState.Done, Step);

        Assert.Equal(2, answers);
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_given_up_in_the_end()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation"), ("GiveUpAfter", "1.00:00:00")).StartAsync();
        fixture.Services.RemoteNodes.Add(CommitFixture.Peer).OnOpen = () => throw new IOException("Connection refused.");
        var begun = fixture.Time.GetUtcNow();

        var transaction = await fixture.AskAsync(await fixture.AddAsync());
        var stored = await fixture.UntilAsync(transaction, JobState.Failed, TimeSpan.FromMinutes(10));

        Assert.Equal("Given up: Connection refused.", stored.Job.Note);
        Assert.True(fixture.Time.GetUtcNow() - begun >= TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_peer_that_is_not_known_yet_gets_its_result_once_it_is()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation")).StartAsync();
        var transaction = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(transaction, stored => stored.Job.Note == "No address is known of MODALITY.");

        var ae = fixture.Services.RemoteNodes.Add(CommitFixture.Peer);
        await fixture.UntilAsync(transaction, JobState.Done, Step);

        Assert.Single(ae.Events.Sent);
    }

    [Fact]
    public async Task A_peer_without_the_role_is_told_of_in_the_note()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation")).StartAsync();
        fixture.Services.RemoteNodes.Add(CommitFixture.Peer).Events.AcceptsSopClass = _ => false;

        var transaction = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(transaction, stored => stored.Job.Note == "MODALITY does not accept Storage Commitment with this side as SCP.");
    }

    [Fact]
    public async Task Results_for_a_peer_that_is_away_do_not_hold_up_those_for_others()
    {
        await using var fixture = await new CommitFixture(("ReportOn", "NewAssociation"), ("MaximumParallel", "1")).StartAsync();
        var attempts = 0;
        fixture.Services.RemoteNodes.Add(CommitFixture.Peer).OnOpen = () =>
        {
            attempts++;
            throw new IOException("Connection refused.");
        };
        var present = await fixture.AddAsync();
        List<Uid> held = [];
        for (var i = 0; i < 20; i++)
        {
            held.Add(await fixture.AskAsync(present));
        }

        fixture.Associate(new AETitle("OTHER"));
        fixture.Services.RemoteNodes.Add(new AETitle("OTHER"));
        await fixture.UntilAsync(await fixture.AskAsync(present), JobState.Done);

        foreach (var transaction in held)
        {
            await fixture.UntilAsync(transaction, stored => stored.Job.Note == "Connection refused.");
        }

        Assert.Equal(1, attempts);
    }
}

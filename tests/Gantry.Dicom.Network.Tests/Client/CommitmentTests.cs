using System.Net;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class CommitmentTests
{
    private static readonly SopReference[] Asked = [.. Enumerable.Range(1, 3).Select(i => new SopReference(Uids.CTImageStorage, new Uid($"2.25.{i}")))];

    [Fact]
    public async Task The_report_may_come_on_the_same_association()
    {
        NActionRq? action = null;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                action = (NActionRq)request.Command;
                var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                _ = request.Association.InvokeAsync(request.Context, EventReport(2), DataSetSource.Of(Report(asked, failed: 1)), CancellationToken.None).AsTask();
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var result = await client.CommitAsync(Asked);
        Assert.Equal((Uids.StorageCommitmentPushModelInstance, (ushort)1), (action!.SopInstanceUid, action.ActionTypeId));
        Assert.Equal(Asked[1..], result.Committed);
        Assert.Equal([new CommitmentFailure(Asked[0], 0x0112)], result.Failed);
        Assert.Equal("no such object instance", result.Failed[0].Describe());
        Assert.Empty(result.Unreported);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task Or_on_another_one_that_the_peer_opens_while_the_first_is_gone()
    {
        await using var listener = CommitmentListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new AETitle("TESTER"));
        Task? reporting = null;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                reporting = ReportLaterAsync(request.Association, asked, listener.EndPoint.Port);
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var committing = client.CommitAsync(Asked, listener, new CommitmentOptions { AssociationWait = TimeSpan.FromSeconds(5) });
        await peer.RunClockAsync(committing);
        var result = await committing;
        Assert.True(result.IsComplete);
        Assert.Equal(Asked, result.Committed);
        await reporting!;

        static async Task ReportLaterAsync(Network.Association first, DicomDataSet asked, int port)
        {
            await first.Ended; // after the wait the client releases it
            await using var association = await DicomClient.ConnectAsync(
                "127.0.0.1", port, new AETitle("TESTER"), new AETitle("GANTRY"), [new(Uids.StorageCommitmentPushModel, [TransferSyntax.ImplicitVRLittleEndian], ServiceRoles.Scp)]);
            var context = association.Parameters.PresentationContexts.Single();
            Assert.Equal(ServiceRoles.Scp, context.LocalRoles);
            var reply = await association.InvokeAsync(context, EventReport(1), DataSetSource.Of(Report(asked, failed: 0)));
            Assert.Equal(DimseStatus.Success, reply.Status);

            // Nobody waits for it any more.
            Assert.Equal(DimseStatus.NoSuchSopInstance, (await association.InvokeAsync(context, EventReport(1), DataSetSource.Of(Report(asked, failed: 0)))).Status);
        }
    }

    [Fact]
    public async Task What_the_report_leaves_out_is_not_committed()
    {
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                var report = Report(asked, failed: 0).ToBuilder()
                    .Set(Tags.ReferencedSOPSequence, [asked.GetItems(Tags.ReferencedSOPSequence)[0], new SopReference(Uids.CTImageStorage, new Uid("2.25.99")).ToItem().Build()])
                    .Build();
                _ = request.Association.InvokeAsync(request.Context, EventReport(1), DataSetSource.Of(report), CancellationToken.None).AsTask();
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var result = await client.CommitAsync(Asked);
        Assert.Equal(Asked[..1], result.Committed);
        Assert.Equal(Asked[1..], result.Unreported);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task A_report_that_does_not_come_is_waited_for_no_longer_than_was_said()
    {
        await using var peer = new ClientPeer { OnRequest = (_, _, _) => new(DimseStatus.Success) };
        await using var client = peer.CreateClient();
        var committing = client.CommitAsync(Asked, null, new CommitmentOptions { Timeout = TimeSpan.FromSeconds(20) });
        var waited = await peer.RunClockAsync(committing);
        await Assert.ThrowsAsync<TimeoutException>(() => committing);
        Assert.InRange(waited, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task A_refusal_and_an_association_that_ends_are_told()
    {
        await using var peer = new ClientPeer { OnRequest = (_, _, _) => new(new DimseResponse(DimseStatus.ResourceLimitation) { ErrorComment = "Full" }) };
        await using var client = peer.CreateClient();
        var fault = await Assert.ThrowsAsync<DimseException>(() => client.CommitAsync(Asked));
        Assert.Equal(DimseStatus.ResourceLimitation, fault.Status);
        Assert.Contains("Full", fault.Message, StringComparison.Ordinal);

        peer.OnRequest = (request, _, _) =>
        {
            _ = request.Association.AbortAsync().AsTask();
            return new(DimseStatus.Success);
        };
        await Assert.ThrowsAnyAsync<AssociationException>(() => client.CommitAsync(Asked));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CommitAsync([]));
    }

    [Fact]
    public async Task Whoever_keeps_account_of_requests_answers_the_report_when_it_is_kept()
    {
        Queue<DimseStatus> answers = new([DimseStatus.ResourceLimitation, DimseStatus.Success]);
        TaskCompletionSource<Task<List<DimseStatus>>> reports = new();
        var transaction = Uid.New();
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                Assert.Equal(transaction.Value, asked.GetString(Tags.TransactionUID));
                reports.SetResult(ReportTwiceAsync(request, asked));
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        List<CommitmentResult> kept = [];

        var isTaken = await client.RequestCommitmentAsync(
            transaction,
            Asked,
            (result, _) =>
            {
                kept.Add(result);
                return new(answers.Dequeue());
            },
            TimeSpan.FromMinutes(1));

        Assert.True(isTaken);
        // The report is kept before its response is sent: the peer has that a little later.
        Assert.Equal([DimseStatus.ResourceLimitation, DimseStatus.Success], await await reports.Task);
        Assert.All(kept, result => Assert.Equal(Asked, result.Committed));

        async Task<List<DimseStatus>> ReportTwiceAsync(DimseRequest request, DicomDataSet asked)
        {
            List<DimseStatus> replies = [];
            for (var i = 0; i < 2; i++)
            {
                replies.Add((await request.Association.InvokeAsync(request.Context, EventReport(1), DataSetSource.Of(Report(asked, failed: 0)), CancellationToken.None)).Status);
            }

            return replies;
        }
    }

    [Fact]
    public async Task A_request_without_a_report_is_taken_and_one_without_a_response_perhaps_not()
    {
        await using var peer = new ClientPeer { OnRequest = (_, _, _) => new(DimseStatus.Success) };
        await using var client = peer.CreateClient();
        Assert.True(await client.RequestCommitmentAsync(Uid.New(), Asked, Keep, TimeSpan.Zero));

        peer.OnRequest = (_, _, _) => new(DimseStatus.ResourceLimitation);
        await Assert.ThrowsAsync<DimseException>(() => client.RequestCommitmentAsync(Uid.New(), Asked, Keep, TimeSpan.Zero));

        peer.OnRequest = async (request, _, _) =>
        {
            await request.Association.AbortAsync();
            return DimseStatus.Success;
        };
        Assert.False(await client.RequestCommitmentAsync(Uid.New(), Asked, Keep, TimeSpan.Zero));

        peer.OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.NoReasonGiven);
        await Assert.ThrowsAnyAsync<AssociationException>(() => client.RequestCommitmentAsync(Uid.New(), Asked, Keep, TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentException>(() => client.RequestCommitmentAsync(Uid.New(), [], Keep, TimeSpan.Zero));

        static ValueTask<DimseStatus> Keep(CommitmentResult result, CancellationToken cancellationToken) => new(DimseStatus.Success);
    }

    [Fact]
    public async Task The_listener_answers_an_echo_and_rejects_who_calls_somebody_else()
    {
        await using var listener = CommitmentListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new AETitle("TESTER"));
        await using var client = new DicomClient("127.0.0.1", listener.EndPoint.Port, new AETitle("TESTER"), new AETitle("PEER"));
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        await using var stray = new DicomClient("127.0.0.1", listener.EndPoint.Port, new AETitle("OTHER"), new AETitle("PEER"));
        await Assert.ThrowsAsync<AssociationRejectedException>(() => stray.EchoAsync());
    }

    private static NEventReportRq EventReport(ushort type) =>
        new() { SopClassUid = Uids.StorageCommitmentPushModel, SopInstanceUid = Uids.StorageCommitmentPushModelInstance, EventTypeId = type };

    private static DicomDataSet Report(DicomDataSet asked, int failed)
    {
        var items = asked.GetItems(Tags.ReferencedSOPSequence);
        var report = new DicomDataSetBuilder().Set(Tags.TransactionUID, asked.GetString(Tags.TransactionUID)).Set(Tags.ReferencedSOPSequence, items.Skip(failed));
        if (failed > 0)
        {
            report.Set(Tags.FailedSOPSequence, items.Take(failed).Select(item => item.ToBuilder().Set(Tags.FailureReason, 0x0112).Build()));
        }

        return report.Build();
    }
}

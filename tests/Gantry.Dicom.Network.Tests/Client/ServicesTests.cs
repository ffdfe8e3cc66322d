using Gantry.Dicom.Network.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class ServicesTests
{
    private static DicomDataSet Match(int number) =>
        new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, $"2.25.{number}").Build();

    [Fact]
    public async Task An_echo_succeeds_and_the_association_is_released()
    {
        var pair = await Pair.CreateAsync();
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
        Assert.Equal("GANTRY", pair.Requestor.Parameters.PeerImplementationVersionName);
        Assert.Equal("TESTER", pair.Handler.Association!.Parameters.CallingAETitle.Value);
        await pair.DisposeAsync();
        Assert.Equal(AssociationEndReason.Released, (await pair.Requestor.Ended).Reason);
        Assert.Equal(AssociationEndReason.Released, (await pair.Acceptor).Reason);
        await Assert.ThrowsAsync<AssociationException>(async () => await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task A_rejection_tells_its_reason()
    {
        var exception = await Assert.ThrowsAsync<AssociationRejectedException>(() => Pair.CreateAsync(
            new TestHandler { OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.CalledAETitleNotRecognized) }));
        Assert.Equal(AssociateRj.CalledAETitleNotRecognized, exception.End!.Rejection);
    }

    [Fact]
    public async Task A_transport_that_the_peer_has_closed_before_the_request_is_an_association_that_ends()
    {
        var (near, far) = DuplexPipe.Create();
        await far.Output.CompleteAsync();
        await far.Input.CompleteAsync();
        var exception = await Assert.ThrowsAsync<AssociationException>(() => DicomClient.ConnectAsync(
            near, null, new AETitle("GANTRY"), new AETitle("TESTER"), [ProposedContext.Verification]).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(AssociationEndReason.TransportLost, exception.End!.Reason);
    }

    [Fact]
    public async Task Actions_and_event_reports_travel_both_ways()
    {
        var reported = new TaskCompletionSource<NEventReportRq>();
        var requestorHandler = new TestHandler
        {
            OnRequest = (request, _, _) =>
            {
                reported.SetResult((NEventReportRq)request.Command);
                return new(DimseStatus.Success);
            },
        };
        Task<DimseReply>? report = null;
        await using var pair = await Pair.CreateAsync(
            new TestHandler
            {
                OnRequest = (request, _, _) =>
                {
                    var association = request.Association;
                    report = association.InvokeAsync(
                        request.Context, new NEventReportRq { SopClassUid = Pair.StorageCommitment, SopInstanceUid = new Uid("1.2.840.10008.1.20.1.1"), EventTypeId = 1 }).AsTask();
                    return new(DimseStatus.Success);
                },
            },
            requestorHandler: requestorHandler);
        var action = new NActionRq { SopClassUid = Pair.StorageCommitment, SopInstanceUid = new Uid("1.2.840.10008.1.20.1.1"), ActionTypeId = 1 };
        var reply = await pair.Requestor.InvokeAsync(pair.Requestor.Parameters.Find(Pair.StorageCommitment)!, action, DataSetSource.Of(Match(1)));
        Assert.Equal((DimseStatus.Success, (ushort?)1), (reply.Status, ((NActionRsp)reply.Command).ActionTypeId));
        Assert.Equal(1, (await reported.Task).EventTypeId);
        Assert.Equal(DimseStatus.Success, (await report!).Status);
    }

    [Fact]
    public async Task What_the_requestor_has_no_handler_for_is_refused()
    {
        DimseReply? reply = null;
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, _) =>
            {
                reply = await request.Association.InvokeAsync(
                    request.Context, new NEventReportRq { SopClassUid = Pair.StorageCommitment, SopInstanceUid = new Uid("2.25.1"), EventTypeId = 1 });
                return DimseStatus.Success;
            },
        });
        await pair.Requestor.InvokeAsync(
            pair.Requestor.Parameters.Find(Pair.StorageCommitment)!,
            new NActionRq { SopClassUid = Pair.StorageCommitment, SopInstanceUid = new Uid("2.25.1"), ActionTypeId = 1 });
        Assert.Equal(DimseStatus.UnrecognizedOperation, reply!.Status);
    }

    [Fact]
    public async Task A_response_that_does_not_come_ends_the_association()
    {
        var clock = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        await using var pair = await Pair.CreateAsync(
            new TestHandler
            {
                OnRequest = async (_, _, cancellationToken) =>
                {
                    begun.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return DimseStatus.Success;
                },
            },
            new RequestorOptions { TimeProvider = clock });
        var echo = pair.Requestor.EchoAsync().AsTask();
        await begun.Task;
        while (!echo.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(AssociationEndReason.TimedOut, (await Assert.ThrowsAsync<AssociationException>(() => echo)).End!.Reason);
    }

    [Fact]
    public async Task A_cancelled_store_may_end_in_its_own_time()
    {
        var (begun, proceed) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (_, _, _) =>
            {
                begun.SetResult();
                await proceed.Task;
                return DimseStatus.Success;
            },
        });
        using var source = new CancellationTokenSource();
        var echo = pair.Requestor.EchoAsync(source.Token).AsTask();
        await begun.Task;
        await source.CancelAsync();
        proceed.SetResult();
        Assert.Equal(DimseStatus.Success, await echo);
        Assert.True(pair.Requestor.IsEstablished);
    }

    [Fact]
    public async Task Both_sides_may_release_at_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await using var pair = await Pair.CreateAsync();
            await pair.Requestor.EchoAsync();
            var acceptor = Task.Run(() => pair.Handler.Association!.ReleaseAsync());
            var requestor = Task.Run(() => pair.Requestor.ReleaseAsync());
            await Task.WhenAll(acceptor, requestor).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(AssociationEndReason.Released, (await pair.Acceptor).Reason);
        }
    }

    [Fact]
    public async Task The_peers_abort_fails_what_is_outstanding()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, _) =>
            {
                await request.Association.AbortAsync();
                return DimseStatus.Success;
            },
        });
        var exception = await Assert.ThrowsAsync<AssociationException>(async () => await pair.Requestor.EchoAsync());
        Assert.Equal((AssociationEndReason.AbortedByPeer, AbortSource.ServiceUser), (exception.End!.Reason, exception.End.AbortSource));
    }
}

using System.IO.Pipelines;
using System.Security.Cryptography;
using Gantry.Dicom.Network.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class ServicesTests
{
    private static readonly DicomDataSet Identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, "").Build();

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

    [Theory, InlineData("stream"), InlineData("pipe"), InlineData("memory")]
    public async Task A_large_instance_arrives_as_it_was_sent(string source)
    {
        var bytes = new byte[5_000_001];
        Random.Shared.NextBytes(bytes);
        byte[]? hash = null;
        CStoreRq? received = null;
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                received = (CStoreRq)request.Command;
                hash = await SHA256.HashDataAsync(request.DataSet!.AsStream(), cancellationToken);
                return DimseStatus.Success;
            },
        });
        var dataSet = source switch
        {
            "stream" => DataSetSource.Of(new MemoryStream(bytes)),
            "pipe" => DataSetSource.Of(PipeReader.Create(new MemoryStream(bytes), new StreamPipeReaderOptions(bufferSize: 100))),
            _ => DataSetSource.Of(bytes),
        };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, dataSet)
        {
            Priority = Priority.High,
            MoveOriginatorAETitle = new AETitle("MOVER"),
            MoveOriginatorMessageId = 12,
        };
        var response = await pair.Requestor.StoreAsync(request);
        Assert.Equal((DimseStatus.Success, new Uid("2.25.7")), (response.Status, response.AffectedSopInstanceUid));
        Assert.Equal(SHA256.HashData(bytes), hash);
        Assert.Equal(("MOVER", (ushort?)12, Priority.High), (received!.MoveOriginatorAETitle.Value, received.MoveOriginatorMessageId, received.Priority));
    }

    [Fact]
    public async Task What_cannot_be_sent_as_it_is_is_said_before_anything_is_sent()
    {
        await using var pair = await Pair.CreateAsync();
        Assert.False(pair.Requestor.CanStore(Pair.CtImageStorage, TransferSyntax.ImplicitVRLittleEndian));
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ImplicitVRLittleEndian, DataSetSource.Of(new byte[2]));
        await Assert.ThrowsAsync<PresentationContextException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task An_early_failure_cuts_the_sending_short_and_the_association_goes_on()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = (request, _, _) => new(request.Command is CStoreRq ? DimseStatus.OutOfResources : DimseStatus.Success),
        });
        using var endless = new EndlessStream();
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(endless));
        Assert.Equal(DimseStatus.OutOfResources, (await pair.Requestor.StoreAsync(request)).Status);
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task A_source_that_fails_before_the_message_leaves_the_association_whole()
    {
        await using var pair = await Pair.CreateAsync();
        using var broken = new EndlessStream { FailsAfter = 0 };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(broken));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task A_source_that_fails_in_the_midst_aborts_and_the_receiver_does_not_take_it_for_whole()
    {
        var seen = new TaskCompletionSource<Exception>();
        var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, _) =>
            {
                try
                {
                    await request.DataSet!.CopyToAsync(Stream.Null);
                }
                catch (IOException exception)
                {
                    seen.SetResult(exception);
                }

                return DimseStatus.Success;
            },
        });
        using var broken = new EndlessStream { FailsAfter = 1_000_000 };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(broken));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.IsType<AssociationException>(await seen.Task);
        Assert.Equal(AssociationEndReason.AbortedLocally, (await pair.Requestor.Ended).Reason);
        Assert.Equal(AssociationEndReason.AbortedByPeer, (await pair.Acceptor).Reason);
    }

    [Fact]
    public async Task Matches_come_in_order()
    {
        await using var pair = await Pair.CreateAsync(Finding(1000));
        var found = 0;
        await foreach (var match in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
        {
            Assert.Equal($"2.25.{found++}", match.GetString(Tags.StudyInstanceUID));
        }

        Assert.Equal(1000, found);
    }

    [Fact]
    public async Task Leaving_a_query_cancels_it_and_the_association_goes_on()
    {
        var handler = Finding(int.MaxValue);
        await using var pair = await Pair.CreateAsync(handler);
        await foreach (var match in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
        {
            if (match.GetString(Tags.StudyInstanceUID) == "2.25.10")
            {
                break;
            }
        }

        handler.OnRequest = (_, _, _) => new(DimseStatus.Success);
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task Cancelling_a_query_cancels_it_at_the_peer()
    {
        var reason = new TaskCompletionSource<OperationCancellation>();
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(Match(1)) }, cancellationToken);
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    reason.SetResult(request.Cancellation);
                }

                return DimseStatus.Success;
            },
        });
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier, source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(OperationCancellation.PeerCancelled, await reason.Task);
        Assert.True(pair.Requestor.IsEstablished);
    }

    [Fact]
    public async Task A_failed_query_tells_its_status()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = (_, _, _) => new(new DimseResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = "No level" }),
        });
        var exception = await Assert.ThrowsAsync<FindException>(async () =>
        {
            await foreach (var _ in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
            {
                Assert.Fail("A match of a failed query.");
            }
        });
        Assert.Equal(DimseStatus.DoesNotMatchSopClass, exception.Status);
        Assert.Contains("No level", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_reports_its_progress_and_its_end()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var identifier = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                Assert.Equal("STUDY", identifier.GetString(Tags.QueryRetrieveLevel));
                Assert.Equal("SINK", ((CMoveRq)request.Command).MoveDestination.Value);
                for (ushort i = 1; i <= 3; i++)
                {
                    await responder.SendPendingAsync(
                        new DimseResponse(DimseStatus.Pending) { SubOperations = new((ushort)(3 - i), i, 0, 0) }, cancellationToken);
                }

                return new DimseResponse(DimseStatus.SubOperationsCompleteWithFailures)
                {
                    SubOperations = new(null, 2, 1, 0),
                    DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.FailedSOPInstanceUIDList, "2.25.99").Build()),
                };
            },
        });
        List<SubOperationCounters> progress = [];
        var result = await pair.Requestor.MoveAsync(Pair.StudyRootMove, new AETitle("SINK"), Identifier, progress.Add);
        Assert.Equal([new(2, 1, 0, 0), new(1, 2, 0, 0), new(0, 3, 0, 0)], progress);
        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperationCounters(null, 2, 1, 0)), (result.Status, result.SubOperations));
        Assert.Equal("2.25.99", result.FailedSopInstances.GetString(Tags.FailedSOPInstanceUIDList));
    }

    [Fact]
    public async Task A_get_brings_instances_on_the_same_association()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                for (ushort i = 1; i <= 5; i++)
                {
                    var response = await request.Association.StoreAsync(
                        new StoreRequest(Pair.CtImageStorage, new Uid($"2.25.{i}"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(new byte[300_000])), cancellationToken);
                    Assert.Equal(i == 3 ? DimseStatus.CannotUnderstand : DimseStatus.Success, response.Status);
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = new((ushort)(5 - i), i, 0, 0) }, cancellationToken);
                }

                return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, 4, 1, 0) };
            },
        });
        List<string> stored = [];
        var progress = 0;
        var result = await pair.Requestor.GetAsync(
            Pair.StudyRootGet,
            Identifier,
            async (request, cancellationToken) =>
            {
                using var copy = new MemoryStream();
                await request.DataSet!.CopyToAsync(copy, cancellationToken);
                stored.Add($"{request.Command.SopInstanceUid} {copy.Length}");
                return request.Command.SopInstanceUid.Value == "2.25.3" ? DimseStatus.CannotUnderstand : DimseStatus.Success;
            },
            _ => progress++);
        Assert.Equal(["2.25.1 300000", "2.25.2 300000", "2.25.3 300000", "2.25.4 300000", "2.25.5 300000"], stored);
        Assert.Equal((5, new SubOperationCounters(null, 4, 1, 0)), (progress, result.SubOperations));
    }

    [Fact]
    public async Task Without_the_role_scp_nothing_can_be_brought()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnNegotiate = request => TestHandler.AcceptAll(request) with { RoleSelections = [] },
            OnRequest = (request, _, _) => new(request.Association.CanStore(Pair.CtImageStorage, TransferSyntax.ExplicitVRLittleEndian)
                ? DimseStatus.Success
                : DimseStatus.OutOfResourcesForSubOperations),
        });
        var result = await pair.Requestor.GetAsync(Pair.StudyRootGet, Identifier, (_, _) => new(DimseStatus.Success));
        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, result.Status);
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
    public async Task One_operation_at_a_time_unless_more_was_negotiated()
    {
        var proceed = new TaskCompletionSource();
        async ValueTask<DimseResponse> WaitAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            await proceed.Task;
            return DimseStatus.Success;
        }

        await using var pair = await Pair.CreateAsync(new TestHandler { OnRequest = WaitAsync });
        var first = pair.Requestor.EchoAsync().AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pair.Requestor.EchoAsync());

        await using var wide = await Pair.CreateAsync(
            new TestHandler { OnRequest = WaitAsync, OnNegotiate = r => TestHandler.AcceptAll(r) with { AsynchronousOperationsWindow = new(3, 1) } },
            new RequestorOptions { AsynchronousOperationsWindow = new(5, 1) });
        Assert.Equal(new AsynchronousOperationsWindow(3, 1), wide.Requestor.Parameters.AsynchronousOperationsWindow);
        var three = Enumerable.Range(0, 3).Select(_ => wide.Requestor.EchoAsync().AsTask()).ToArray();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await wide.Requestor.EchoAsync());
        proceed.SetResult();
        await Task.WhenAll([first, .. three]);
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

    private static TestHandler Finding(int count) => new()
    {
        OnRequest = async (_, responder, cancellationToken) =>
        {
            for (var i = 0; i < count; i++)
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(Match(i)) }, cancellationToken);
            }

            return DimseStatus.Success;
        },
    };
}

using System.IO.Pipelines;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

public sealed class OperationTests
{
    private const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    private const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";

    private static readonly byte[] Rq = Start().AssociateRq(
        ApplicationContext(),
        Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2"),
        Proposal(3, CtImageStorage, "1.2.840.10008.1.2"),
        Proposal(5, StudyRootFind, "1.2.840.10008.1.2"),
        Proposal(7, "1.2.840.10008.1.20.1", "1.2.840.10008.1.2"),
        UserInformation(MaximumLength(16_384))).ToArray();

    private static readonly TaskCompletionSource Never = new();

    private static byte[] FindRq(int messageId = 1) =>
        CommandSet((0x0002, StudyRootFind), (0x0100, 0x0020), (0x0110, messageId), (0x0700, 0), (0x0800, 1));

    private static byte[] StoreRq(int messageId = 1, string sopClass = CtImageStorage, string instance = "2.25.1") => CommandSet(
        (0x0002, sopClass), (0x0100, 0x0001), (0x0110, messageId), (0x0700, 0), (0x0800, 1), (0x1000, instance));

    private static byte[] CancelRq(int messageId) => CommandSet((0x0100, 0x0FFF), (0x0120, messageId), (0x0800, 0x0101));

    /// <summary>A handler that waits for its token and tells why it was cancelled.</summary>
    private static TestHandler Waiting(TaskCompletionSource<OperationCancellation> cancelled, TaskCompletionSource? begun = null) => new()
    {
        OnRequest = async (request, _, cancellationToken) =>
        {
            begun?.TrySetResult();
            try
            {
                await Never.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled.TrySetResult(request.Cancellation);
                throw;
            }

            return DimseStatus.Success;
        },
    };

    [Fact]
    public async Task A_cancel_is_seen_while_the_operation_runs()
    {
        var cancelled = new TaskCompletionSource<OperationCancellation>();
        var begun = new TaskCompletionSource();
        await using var acceptor = new Acceptor(handler: Waiting(cancelled, begun));
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq(9)).Data(5, 0, 0, 0, 0));
        await begun.Task;
        await acceptor.Peer.SendAsync(Start().Command(5, CancelRq(8)).Command(5, CancelRq(9)));
        Assert.Equal(OperationCancellation.PeerCancelled, await cancelled.Task);
        Assert.Equal(0xFE00, await acceptor.Peer.ReceiveStatusAsync());
        await acceptor.Peer.SendAsync(Start().Command(5, CancelRq(9))); // too late, and ignored
        Assert.False(acceptor.Run.IsCompleted);
    }

    [Fact]
    public async Task What_the_peer_need_not_wait_for_comes_after_the_response_and_before_the_end_and_may_fail()
    {
        using var allowed = new ManualResetEventSlim();
        var noted = 0;
        var handler = new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                await request.DataSet!.CopyToAsync(Stream.Null, cancellationToken);
                request.WhenResponded(() => Interlocked.Add(ref noted, allowed.Wait(TimeSpan.FromSeconds(30)) ? 1 : 100));
                request.WhenResponded(() => throw new InvalidOperationException("A note that is not taken."));
                return DimseStatus.Success;
            },
        };
        await using var acceptor = new Acceptor(handler: handler);
        await acceptor.Peer.AssociateAsync(Rq);

        await acceptor.Peer.SendAsync(Start().Command(5, FindRq(9)).Data(5, 0, 0, 0, 0));
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        Assert.Equal(0, Volatile.Read(ref noted));
        await acceptor.Peer.SendAsync(Start().ReleaseRq());
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(handler.Ended.Task.IsCompleted);

        allowed.Set();
        await handler.Ended.Task;
        Assert.Equal(1, noted);
        Assert.IsType<InvalidOperationException>(Assert.Single(handler.Faults));
    }

    [Theory, InlineData("abort"), InlineData("release"), InlineData("close"), InlineData("garbage")]
    public async Task The_end_of_the_association_is_seen_while_the_operation_runs(string what)
    {
        var cancelled = new TaskCompletionSource<OperationCancellation>();
        var begun = new TaskCompletionSource();
        await using var acceptor = new Acceptor(handler: Waiting(cancelled, begun));
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq()));
        await begun.Task;
        await (what switch
        {
            "abort" => acceptor.Peer.SendAsync(Start().Abort(0, 0)),
            "release" => acceptor.Peer.SendAsync(Start().ReleaseRq()),
            "garbage" => acceptor.Peer.SendAsync("GET / HTTP/1.1\r\n"u8.ToArray()),
            _ => acceptor.Peer.CloseAsync(),
        });
        Assert.Equal(OperationCancellation.AssociationLost, await cancelled.Task);
        if (what == "release")
        {
            await acceptor.Peer.ExpectAsync(Start().ReleaseRp());
        }

        await acceptor.Peer.CloseAsync();
        Assert.Equal(
            what switch
            {
                "abort" => AssociationEndReason.AbortedByPeer,
                "release" => AssociationEndReason.Released,
                "garbage" => AssociationEndReason.ProtocolViolation,
                _ => AssociationEndReason.TransportLost,
            },
            (await acceptor.EndAsync()).Reason);
    }

    [Fact]
    public async Task A_message_id_in_use_is_refused_and_its_data_set_drained()
    {
        var cancelled = new TaskCompletionSource<OperationCancellation>();
        await using var acceptor = new Acceptor(new AcceptorOptions(), Waiting(cancelled));
        await acceptor.Peer.AssociateAsync(WithWindow(2));
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq(4)).Data(5, 1, 2, 3, 4));
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq(4)).Data(5, 1, 2, 3, 4));
        await acceptor.Peer.SendAsync(Start().Command(5, CancelRq(4)));
        Assert.Equal(0xFE00, await acceptor.Peer.ReceiveStatusAsync());
        Assert.Equal(0x0210, await acceptor.Peer.ReceiveStatusAsync());
        Assert.Equal(4, acceptor.Handler.Association!.BytesDrained);
    }

    [Fact]
    public async Task An_unknown_command_field_is_answered_and_the_association_goes_on()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync(Rq);
        var unknown = CommandSet((0x0002, StudyRootFind), (0x0100, 0x0777), (0x0110, 3), (0x0800, 1));
        await acceptor.Peer.SendAsync(Start().Command(5, unknown).Data(5, 1, 2, 3, 4).Command(1, EchoRq(5)));
        var refused = await acceptor.Peer.ReceiveCommandAsync();
        Assert.Equal([0x77, 0x87], refused[0x0100]);
        Assert.Equal([3, 0], refused[0x0120]);
        Assert.Equal([0x11, 0x02], refused[0x0900]);
        Assert.Equal(0x0000, await acceptor.Peer.ReceiveStatusAsync());
    }

    public static TheoryData<string, byte, byte[], int> Faults() => new()
    {
        { "no SOP class", 3, CommandSet((0x0100, 0x0001), (0x0110, 1), (0x0800, 1), (0x1000, "2.25.1")), 0x0212 },
        { "no SOP instance", 3, CommandSet((0x0002, CtImageStorage), (0x0100, 0x0001), (0x0110, 1), (0x0800, 1)), 0x0212 },
        { "no data set", 3, CommandSet((0x0002, CtImageStorage), (0x0100, 0x0001), (0x0110, 1), (0x0800, 0x0101), (0x1000, "2.25.1")), 0x0212 },
        { "SOP instance is no UID", 3, StoreRq(instance: "../../etc/passwd"), 0x0117 },
        { "SOP class of another context", 1, StoreRq(), 0x0122 },
        { "SOP class of another context, N-service", 7, CommandSet((0x0003, "1.2.3"), (0x0100, 0x0130), (0x0110, 1), (0x0800, 0x0101), (0x1001, "2.25.1"), (0x1008, 1)), 0x0118 },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_request_that_cannot_be_performed_is_refused_and_the_association_goes_on(string what, byte contextId, byte[] commandSet, int status)
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync(Rq);
        var message = Start().Command(contextId, commandSet);
        await acceptor.Peer.SendAsync(what == "no data set" || contextId == 7 ? message : message.Data(contextId, 1, 2, 3, 4));
        Assert.Equal(status, await acceptor.Peer.ReceiveStatusAsync());
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq(2)));
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
    }

    [Fact]
    public async Task An_exception_of_the_handler_is_a_processing_failure()
    {
        await using var acceptor = new Acceptor(handler: new TestHandler { OnRequest = (_, _, _) => throw new InvalidTimeZoneException("secret") });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq()));
        var response = await acceptor.Peer.ReceiveCommandAsync();
        Assert.Equal([0x10, 0x01], response[0x0900]);
        Assert.DoesNotContain("secret", System.Text.Encoding.ASCII.GetString(response[0x0902]), StringComparison.Ordinal);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(acceptor.Handler.Faults));
    }

    [Fact]
    public async Task A_failure_is_sent_while_the_data_set_still_arrives_and_the_rest_is_drained()
    {
        await using var acceptor = new Acceptor(handler: new TestHandler { OnRequest = (_, _, _) => new(DimseStatus.OutOfResources) });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(3, StoreRq()).PDataTf(3, false, false, new byte[1000]));
        Assert.Equal(0xA700, await acceptor.Peer.ReceiveStatusAsync());
        for (var i = 0; i < 100; i++)
        {
            await acceptor.Peer.SendAsync(Start().PDataTf(3, false, false, new byte[10_000]));
        }

        await acceptor.Peer.SendAsync(Start().PDataTf(3, false, true).Command(1, EchoRq(1)));
        var echo = acceptor.Handler;
        echo.OnRequest = (_, _, _) => new(DimseStatus.Success);
        Assert.True(await acceptor.Peer.ReceiveStatusAsync() is 0x0000 or 0xA700);
        Assert.InRange(acceptor.Handler.Association!.BytesDrained, 1_000_000, 1_001_000);
    }

    [Fact]
    public async Task A_data_set_arrives_whole_however_it_is_fragmented()
    {
        var received = new TaskCompletionSource<byte[]>();
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                using var copy = new MemoryStream();
                await request.DataSet!.CopyToAsync(copy, cancellationToken);
                received.TrySetResult(copy.ToArray());
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Rq);
        var dataSet = new byte[5001];
        Random.Shared.NextBytes(dataSet);
        var store = StoreRq();
        var message = Start().PDataTf(3, true, false, store[..20])
            .Pdu(0x04, [.. Pdv(3, true, true, store[20..]), .. Pdv(3, false, false, dataSet[..1]), .. Pdv(3, false, false), .. Pdv(3, false, false, dataSet[1..4000])])
            .PDataTf(3, false, false, dataSet[4000..])
            .PDataTf(3, false, true);
        await acceptor.Peer.SendByteByByteAsync(message.ToArray());
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        Assert.Equal(dataSet, await received.Task);
    }

    [Fact]
    public async Task What_nobody_reads_holds_the_peer_back()
    {
        var begun = new TaskCompletionSource<PipeReader>();
        var proceed = new TaskCompletionSource();
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                begun.TrySetResult(request.DataSet!);
                await proceed.Task;
                await request.DataSet!.CopyToAsync(Stream.Null, cancellationToken);
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(3, StoreRq()));
        var association = acceptor.Handler.Association!;
        var sending = Task.Run(async () =>
        {
            var fragment = Start().PDataTf(3, false, false, new byte[16_000]).ToArray();
            for (var i = 0; i < 500; i++)
            {
                await acceptor.Peer.SendAsync(fragment);
            }

            await acceptor.Peer.SendAsync(Start().PDataTf(3, false, true));
        });
        await begun.Task;
        long before;
        do
        {
            before = association.BytesReceived;
            await Task.Delay(100, TestContext.Current.CancellationToken); // until it stands still; a slow machine only makes this longer
        }
        while (association.BytesReceived != before || before < 200_000);
        Assert.False(sending.IsCompleted);
        Assert.InRange(before, 200_000, 600_000);
        proceed.SetResult();
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        await sending;
    }

    [Theory, InlineData("abort"), InlineData("close")]
    public async Task A_data_set_that_is_cut_off_never_looks_complete(string what)
    {
        var seen = new TaskCompletionSource<Exception>();
        var begun = new TaskCompletionSource();
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (request, _, _) =>
            {
                begun.TrySetResult();
                try
                {
                    await request.DataSet!.CopyToAsync(Stream.Null, CancellationToken.None);
                }
                catch (IOException exception)
                {
                    seen.TrySetResult(exception);
                    throw;
                }

                seen.TrySetException(new InvalidOperationException("It looked complete."));
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(3, StoreRq()).PDataTf(3, false, false, new byte[100]));
        await begun.Task;
        await (what == "abort" ? acceptor.Peer.SendAsync(Start().Abort(2, 0)) : acceptor.Peer.CloseAsync());
        Assert.IsType<AssociationException>(await seen.Task);
    }

    [Fact]
    public async Task Pending_responses_come_in_order_and_before_the_final_one()
    {
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (_, responder, cancellationToken) =>
            {
                for (var i = 0; i < 500; i++)
                {
                    byte[] identifier = [(byte)i, (byte)(i >> 8)];
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(identifier) }, cancellationToken);
                }

                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq()).Data(5));
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(0xFF00, await acceptor.Peer.ReceiveStatusAsync());
            await acceptor.Peer.ExpectAsync(Start().Data(5, (byte)i, (byte)(i >> 8)));
        }

        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
    }

    [Fact]
    public async Task A_pending_response_is_sent_though_no_other_follows()
    {
        var proceed = new TaskCompletionSource();
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (_, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(DimseStatus.Pending, cancellationToken);
                await proceed.Task;
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Rq);
        await acceptor.Peer.SendAsync(Start().Command(5, FindRq()).Data(5));
        Assert.Equal(0xFF00, await acceptor.Peer.ReceiveStatusAsync());
        proceed.SetResult();
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
    }

    [Fact]
    public async Task A_message_id_can_be_used_again_at_once()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync(Rq);
        for (var i = 0; i < 500; i++)
        {
            await acceptor.Peer.SendAsync(Start().Command(1, EchoRq(1)));
            Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        }
    }

    private static byte[] WithWindow(byte window) => Start().AssociateRq(
        ApplicationContext(),
        Proposal(5, StudyRootFind, "1.2.840.10008.1.2"),
        UserInformation(MaximumLength(16_384), Item(0x53, 0, window, 0, 1))).ToArray();
}

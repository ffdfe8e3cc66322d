using System.Collections.Concurrent;
using System.Threading.Channels;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

/// <summary>The asynchronous operations window (PS3.7 §D.3.3.3), pipelined in both roles.</summary>
public sealed class WindowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_a_window_a_second_operation_waits_for_the_first()
    {
        var gate = new Gate();
        await using var pair = await Pair.CreateAsync(gate.Handler());
        var first = pair.Requestor.EchoAsync().AsTask();
        await gate.ArrivedAsync(1);
        var second = pair.Requestor.EchoAsync().AsTask();
        Assert.False(second.IsCompleted);

        gate.Open();

        Assert.Equal([DimseStatus.Success, DimseStatus.Success], await Task.WhenAll(first, second).WaitAsync(Patience));
        Assert.Equal(1, gate.Most);
    }

    [Fact]
    public async Task Requests_that_come_too_early_wait_their_turn()
    {
        var running = 0;
        var most = 0;
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (_, _, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync(Start().AssociateRq(
            ApplicationContext(), Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2"), UserInformation(MaximumLength(16_384))).ToArray());
        var all = Start();
        for (var i = 1; i <= 50; i++)
        {
            all.Command(1, EchoRq(i));
        }

        var sending = acceptor.Peer.SendAsync(all);
        for (var i = 1; i <= 50; i++)
        {
            Assert.Equal([(byte)i, 0], (await acceptor.Peer.ReceiveCommandAsync())[0x0120]);
        }

        await sending;
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_next_is_performed_while_the_response_of_the_one_before_is_still_being_sent()
    {
        var arrived = Channel.CreateUnbounded<ushort>();
        var handler = new TestHandler
        {
            OnRequest = (request, _, _) =>
            {
                arrived.Writer.TryWrite(request.Command.MessageId);
                return new(DimseStatus.Success);
            },
        };
        await using var acceptor = new Acceptor(handler: handler, pauseThreshold: 16); // a response is sent when the peer has read most of it
        await acceptor.Peer.AssociateAsync();

        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq(1)));
        Assert.Equal(1, await arrived.Reader.ReadAsync());
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq(2)));

        Assert.Equal(2, await arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience));
        foreach (var id in (byte[])[1, 2])
        {
            Assert.Equal([id, 0], (await acceptor.Peer.ReceiveCommandAsync())[0x0120]); // in their order all the same
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 4, 4)]
    [InlineData(0, 8, 8)] // no limit: the acceptor has its own
    [InlineData(20, 8, 8)]
    public async Task As_many_operations_run_as_were_agreed_and_no_more(ushort proposed, ushort agreed, int most)
    {
        var gate = new Gate();
        await using var pair = await Pair.CreateAsync(gate.Handler(), new RequestorOptions { AsynchronousOperationsWindow = new(proposed, 1) });
        var all = Enumerable.Range(0, 20).Select(_ => pair.Requestor.EchoAsync().AsTask()).ToList();
        await gate.ArrivedAsync(most);

        gate.Open();
        var statuses = await Task.WhenAll(all).WaitAsync(Patience);

        Assert.Equal(agreed, pair.Requestor.Parameters.AsynchronousOperationsWindow.Invoked);
        Assert.Equal(agreed, pair.Handler.Association!.Parameters.AsynchronousOperationsWindow.Invoked);
        Assert.All(statuses, status => Assert.Equal(DimseStatus.Success, status));
        Assert.Equal((most, 20), (gate.Most, gate.MessageIds.Count));
    }

    [Fact]
    public async Task A_window_without_limit_is_limited_by_the_requestors_own_options()
    {
        var gate = new Gate();
        var options = new RequestorOptions { AsynchronousOperationsWindow = new(0, 1), MaximumInvokedOperations = 3 };
        await using var pair = await Pair.CreateAsync(gate.Handler(), options);
        var all = Enumerable.Range(0, 12).Select(_ => pair.Requestor.EchoAsync().AsTask()).ToList();
        await gate.ArrivedAsync(3);

        gate.Open();
        await Task.WhenAll(all).WaitAsync(Patience);

        Assert.Equal(3, gate.Most);
    }

    [Fact]
    public async Task Message_IDs_of_outstanding_operations_differ_when_they_wrap_around_too()
    {
        var gate = new Gate();
        await using var pair = await Pair.CreateAsync(gate.Handler(isOpen: true), new RequestorOptions { AsynchronousOperationsWindow = new(2, 1) });
        for (var i = 0; i < ushort.MaxValue - 1; i++)
        {
            await pair.Requestor.EchoAsync();
        }

        gate.Close();
        gate.MessageIds.Clear();
        var all = Enumerable.Range(0, 2).Select(_ => pair.Requestor.EchoAsync().AsTask()).ToList();
        await gate.ArrivedAsync(2);
        gate.Open();
        await Task.WhenAll(all).WaitAsync(Patience);

        Assert.Equal([1, 65_535], gate.MessageIds.Order()); // 0 is none, and both are free again
    }

    [Fact]
    public async Task Responses_may_come_in_another_order_and_find_their_operation()
    {
        var gates = new ConcurrentDictionary<ushort, TaskCompletionSource>();
        TaskCompletionSource GateOf(ushort priority) => gates.GetOrAdd(priority, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var handler = new TestHandler
        {
            OnNegotiate = Gate.AcceptWindow,
            OnRequest = async (request, _, _) =>
            {
                var number = ((NActionRq)request.Command).ActionTypeId;
                await GateOf(number).Task;
                return new DimseResponse(new DimseStatus((ushort)(0xB000 + number)));
            },
        };
        await using var pair = await Pair.CreateAsync(handler, new RequestorOptions { AsynchronousOperationsWindow = new(3, 1) });
        var replies = Enumerable.Range(1, 3)
            .Select(number => pair.Requestor.NActionAsync(Pair.StorageCommitment, new Uid("2.25.1"), (ushort)number).AsTask()).ToList();

        foreach (var number in (ushort[])[3, 1, 2])
        {
            GateOf(number).SetResult();
            Assert.Equal(0xB000 + number, (await replies[number - 1].WaitAsync(Patience)).Status.Code);
        }
    }

    [Fact]
    public async Task C_CANCEL_ends_the_one_that_it_names()
    {
        var ended = new ConcurrentDictionary<ushort, OperationCancellation>();
        var proceed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new TestHandler
        {
            OnNegotiate = Gate.AcceptWindow,
            OnRequest = async (request, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending), cancellationToken);
                await proceed.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ended[request.Command.MessageId] = request.Cancellation;
                return cancellationToken.IsCancellationRequested ? DimseStatus.Cancel : DimseStatus.Success;
            },
        };
        await using var pair = await Pair.CreateAsync(handler, new RequestorOptions { AsynchronousOperationsWindow = new(3, 1) });
        using var pending = new CountdownEvent(3);
        using var cancel = new CancellationTokenSource();
        async Task<List<DimseStatus>> FindAsync(CancellationToken cancellationToken)
        {
            var statuses = new List<DimseStatus>();
            var context = pair.Requestor.Parameters.Find(Pair.StudyRootFind)!;
            var command = new CFindRq { SopClassUid = Pair.StudyRootFind };
            await foreach (var reply in pair.Requestor.InvokeManyAsync(context, command, DataSetSource.Of(DicomDataSet.Empty), cancellationToken))
            {
                statuses.Add(reply.Status);
                if (reply.Status == DimseStatus.Pending && pending.Signal())
                {
                    await cancel.CancelAsync();
                }
            }

            return statuses;
        }

        var (one, two, three) = (FindAsync(CancellationToken.None), FindAsync(cancel.Token), FindAsync(CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two.WaitAsync(Patience));
        Assert.Equal([OperationCancellation.PeerCancelled], ended.Values);
        proceed.SetResult();

        Assert.Equal([DimseStatus.Pending, DimseStatus.Success], await one.WaitAsync(Patience));
        Assert.Equal([DimseStatus.Pending, DimseStatus.Success], await three.WaitAsync(Patience));
    }

    [Fact]
    public async Task What_waits_for_its_turn_can_be_cancelled_and_ends_with_the_association()
    {
        var gate = new Gate();
        await using var pair = await Pair.CreateAsync(gate.Handler());
        using var cancel = new CancellationTokenSource();
        var first = pair.Requestor.EchoAsync().AsTask();
        await gate.ArrivedAsync(1);
        var cancelled = pair.Requestor.EchoAsync(cancel.Token).AsTask();
        var waiting = pair.Requestor.EchoAsync().AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));
        Assert.True(pair.Requestor.IsEstablished);
        await pair.Requestor.AbortAsync();

        await Assert.ThrowsAsync<AssociationException>(() => waiting.WaitAsync(Patience));
        await Assert.ThrowsAsync<AssociationException>(() => first.WaitAsync(Patience));
        gate.Open();
    }

    [Fact]
    public async Task The_acceptor_invokes_as_many_as_the_requestor_performs()
    {
        var gate = new Gate();
        await using var pair = await Pair.CreateAsync(
            new TestHandler { OnNegotiate = Gate.AcceptWindow },
            new RequestorOptions { AsynchronousOperationsWindow = new(1, 2) },
            requestorHandler: gate.Handler());
        var acceptor = pair.Handler.Association!;
        var reports = Enumerable.Range(1, 6).Select(number => acceptor.NEventReportAsync(Pair.StorageCommitment, new Uid("2.25.1"), (ushort)number).AsTask()).ToList();
        await gate.ArrivedAsync(2);

        gate.Open();
        var replies = await Task.WhenAll(reports).WaitAsync(Patience);

        Assert.All(replies, reply => Assert.Equal(DimseStatus.Success, reply.Status));
        Assert.Equal(2, gate.Most);
    }

    [Fact]
    public async Task Data_sets_of_pipelined_operations_stay_whole()
    {
        var sums = new ConcurrentDictionary<Uid, long>();
        var handler = new TestHandler
        {
            OnNegotiate = Gate.AcceptWindow,
            OnRequest = async (request, _, cancellationToken) =>
            {
                using var bytes = new MemoryStream();
                await request.DataSet!.CopyToAsync(bytes, cancellationToken);
                sums[request.Command.SopInstanceUid] = bytes.ToArray().Distinct().Single() * bytes.Length;
                return DimseStatus.Success;
            },
        };
        await using var pair = await Pair.CreateAsync(handler, new RequestorOptions { AsynchronousOperationsWindow = new(4, 1) });
        var stores = Enumerable.Range(1, 12).Select(number => pair.Requestor.StoreAsync(new StoreRequest(
            Pair.CtImageStorage, new Uid($"2.25.{number}"), TransferSyntax.ExplicitVRLittleEndian,
            DataSetSource.Of(Enumerable.Repeat((byte)number, 300_000).ToArray()))).AsTask()).ToList();

        var responses = await Task.WhenAll(stores).WaitAsync(Patience);

        Assert.All(responses, response => Assert.Equal(DimseStatus.Success, response.Status));
        Assert.All(Enumerable.Range(1, 12), number => Assert.Equal(number * 300_000L, sums[new Uid($"2.25.{number}")]));
    }

    [Fact]
    public async Task A_window_that_was_not_offered_is_not_answered_and_one_is_never_larger_than_offered()
    {
        await using var none = await Pair.CreateAsync(new TestHandler { OnNegotiate = Gate.AcceptWindow });
        await using var refused = await Pair.CreateAsync(new TestHandler(), new RequestorOptions { AsynchronousOperationsWindow = new(5, 5) });
        await using var less = await Pair.CreateAsync(
            new TestHandler { OnNegotiate = request => TestHandler.AcceptAll(request) with { AsynchronousOperationsWindow = new(2, 3) } },
            new RequestorOptions { AsynchronousOperationsWindow = new(5, 1) });

        Assert.Equal(AsynchronousOperationsWindow.Synchronous, none.Requestor.Parameters.AsynchronousOperationsWindow);
        Assert.Equal(AsynchronousOperationsWindow.Synchronous, refused.Requestor.Parameters.AsynchronousOperationsWindow);
        Assert.Equal(new AsynchronousOperationsWindow(2, 1), less.Requestor.Parameters.AsynchronousOperationsWindow);
    }

    /// <summary>A handler whose operations wait until it is opened, and that notes how many ran at a time.</summary>
    private sealed class Gate
    {
        private readonly Channel<int> _arrived = Channel.CreateUnbounded<int>();
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _running;
        private int _most;

        public int Most => _most;

        public ConcurrentBag<int> MessageIds { get; } = [];

        public static AssociationAnswer AcceptWindow(AssociationRequest request) => TestHandler.AcceptAll(request) with { AsynchronousOperationsWindow = new(0, 0) };

        public TestHandler Handler(bool isOpen = false)
        {
            if (isOpen)
            {
                Open();
            }

            return new TestHandler { OnNegotiate = AcceptWindow, OnRequest = PerformAsync };
        }

        public async Task ArrivedAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await _arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            }
        }

        public void Open() => _open.TrySetResult();

        public void Close()
        {
            while (_arrived.Reader.TryRead(out _))
            {
                // What has passed.
            }

            _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        private async ValueTask<DimseResponse> PerformAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            var running = Interlocked.Increment(ref _running);
            for (var most = _most; running > most; most = _most)
            {
                Interlocked.CompareExchange(ref _most, running, most);
            }

            MessageIds.Add(request.Command.MessageId);
            _arrived.Writer.TryWrite(running);
            await _open.Task;
            await Task.Yield();
            Interlocked.Decrement(ref _running);
            return DimseStatus.Success;
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Sockets;

public sealed class PipelinedWriterTests : IAsyncLifetime
{
    private const int MostUnsent = 1 << 20;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket _peer = null!;
    private SocketTransport _transport = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(SocketThreads.AreThere, "The system has no epoll.");
        (_peer, _transport) = await SocketPair.ConnectAsync(new TransportOptions { Scheduler = SocketThreads.Scheduler, MaximumUnsentBytes = MostUnsent, Ended = _ended.SetResult });
    }

    public async ValueTask DisposeAsync()
    {
        _transport?.Close();
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }

        _peer?.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task A_short_answer_has_gone_when_it_is_flushed()
    {
        for (var i = 0; i < 20; i++)
        {
            await AskAsync();
            _transport.Output.Write(SocketPair.Bytes(3_000));
            var flushing = _transport.Output.FlushAsync(_patience.Token).AsTask();
            Assert.True(flushing.IsCompletedSuccessfully);
            Assert.Equal(3_000, _peer.Available);
            Assert.Equal(SocketPair.Bytes(3_000), await _peer.ReceiveAsync(3_000, _patience.Token));
        }
    }

    [Fact]
    public async Task A_long_one_comes_in_order_in_whatever_pieces_it_is_flushed()
    {
        await AskAsync();
        var bytes = SocketPair.Bytes(30_000_000);
        var receiving = _peer.ReceiveAsync(bytes.Length, _patience.Token);
        var lengths = new Random(2);
        for (var begin = 0; begin < bytes.Length;)
        {
            var length = Math.Min(lengths.Next(1, 300_000), bytes.Length - begin);
            _transport.Output.Write(bytes.AsSpan(begin, length));
            await _transport.Output.FlushAsync(_patience.Token);
            begin += length;
        }

        var received = await receiving;
        Assert.True(bytes.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task Who_writes_to_a_peer_that_does_not_read_waits_and_goes_on_when_it_does()
    {
        await AskAsync();
        var (written, block) = (0, SocketPair.Bytes(100_000));
        Task<FlushResult> flushing;
        do
        {
            _transport.Output.Write(block);
            written += block.Length;
            flushing = _transport.Output.FlushAsync(_patience.Token).AsTask();
            Assert.True(written < 50_000_000);
            await Task.Yield();
        }
        while (flushing.IsCompleted);

        var received = await _peer.ReceiveAsync(written, _patience.Token);
        Assert.True(block.AsSpan().SequenceEqual(received.AsSpan(written - block.Length)));
        Assert.False((await flushing).IsCompleted);
    }

    [Fact]
    public async Task A_flush_to_a_peer_that_is_gone_says_so_and_does_not_throw()
    {
        await AskAsync();
        _peer.LingerState = new LingerOption(enable: true, seconds: 0);
        _peer.Dispose();
        await _ended.Task.WaitAsync(_patience.Token);
        FlushResult result;
        do
        {
            _transport.Output.Write("more"u8);
            result = await _transport.Output.FlushAsync(_patience.Token);
        }
        while (!result.IsCompleted);
    }

    [Fact]
    public async Task What_was_flushed_is_sent_before_the_end_and_to_who_has_closed_his_own_side_too()
    {
        await AskAsync();
        var bytes = SocketPair.Bytes(8_000_000);
        _peer.Shutdown(SocketShutdown.Send);
        var writing = Task.Run(async () =>
        {
            await _transport.Output.WriteAsync(bytes, _patience.Token);
            await _transport.DisposeAsync();
        });
        await Task.Delay(100, _patience.Token); // until the buffers are full
        var received = await _peer.ReceiveAsync(bytes.Length, _patience.Token);
        Assert.True(bytes.AsSpan().SequenceEqual(received));
        await writing;
        Assert.Equal(0, await _peer.ReceiveAsync(new byte[1], _patience.Token));
    }

    [Fact]
    public async Task What_nobody_has_read_costs_the_peer_nothing_of_the_answer()
    {
        await AskAsync();
        _peer.Send(SocketPair.Bytes(500_000));
        await _transport.Output.WriteAsync(SocketPair.Bytes(10_000), _patience.Token);
        await _transport.DisposeAsync();
        Assert.Equal(SocketPair.Bytes(10_000), await _peer.ReceiveAsync(10_000, _patience.Token));
        Assert.Equal(0, await _peer.ReceiveAsync(new byte[1], _patience.Token));
    }

    [Fact]
    public async Task Closing_ends_the_wait_for_a_peer_that_takes_nothing()
    {
        await AskAsync();
        _transport.Output.Write(SocketPair.Bytes(20_000_000));
        var flushing = _transport.Output.FlushAsync(_patience.Token).AsTask();
        var disposing = _transport.DisposeAsync().AsTask();
        await Task.Delay(50, _patience.Token);
        Assert.False(disposing.IsCompleted);

        _transport.Close("The server ends.");
        await disposing;
        Assert.True((await flushing).IsCompleted);
    }

    [Fact]
    public async Task Memory_of_a_pool_that_has_no_arrays_is_sent_too()
    {
        var (peer, transport) = await SocketPair.ConnectAsync(new TransportOptions { MaximumUnsentBytes = MostUnsent, Pool = new PoolWithoutArrays() });
        await using (transport)
        {
            using (peer)
            {
                var bytes = SocketPair.Bytes(300_000);
                var receiving = peer.ReceiveAsync(bytes.Length, _patience.Token);
                transport.Output.Write(bytes);
                await transport.Output.FlushAsync(_patience.Token);
                Assert.Equal(bytes, await receiving);
            }
        }
    }

    // The peer asks, and is heard.
    private async Task AskAsync()
    {
        _peer.Send([(byte)'?']);
        var read = await _transport.Input.ReadAsync(_patience.Token);
        _transport.Input.AdvanceTo(read.Buffer.End);
    }

    private sealed class PoolWithoutArrays : MemoryPool<byte>
    {
        public override int MaxBufferSize => 4_096;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block();

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Block : MemoryManager<byte>
        {
            private readonly byte[] _bytes = new byte[4_096];

            public override Span<byte> GetSpan() => _bytes;

            public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

            public override void Unpin()
            {
            }

            protected override void Dispose(bool disposing)
            {
            }
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Sockets;

public sealed class SocketTransportTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private Socket _peer = null!;
    private SocketTransport _transport = null!;

    public async ValueTask InitializeAsync() => (_peer, _transport) = await SocketPair.ConnectAsync(new TransportOptions { Scheduler = PipeScheduler.Inline });

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        _peer.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task What_the_peer_sends_is_read_in_order_and_its_end_after_it()
    {
        var bytes = SocketPair.Bytes(5_000_000);
        var sending = Task.Run(() =>
        {
            _peer.Send(bytes);
            _peer.Shutdown(SocketShutdown.Send);
        });

        var read = new ArrayBufferWriter<byte>();
        var result = await _transport.Input.ReadAsync(_patience.Token);
        while (!result.IsCompleted)
        {
            foreach (var segment in result.Buffer)
            {
                read.Write(segment.Span);
            }

            _transport.Input.AdvanceTo(result.Buffer.End);
            result = await _transport.Input.ReadAsync(_patience.Token);
        }

        await sending;
        Assert.True(bytes.AsSpan().SequenceEqual(read.WrittenSpan));
    }

    [Fact]
    public async Task An_end_that_comes_with_the_last_bytes_is_seen()
    {
        var reading = _transport.Input.ReadAsync(_patience.Token);
        Assert.False(reading.IsCompleted);
        _peer.Send("last"u8);
        _peer.Shutdown(SocketShutdown.Both);

        var result = await reading;
        Assert.Equal("last"u8.ToArray(), result.Buffer.ToArray());
        _transport.Input.AdvanceTo(result.Buffer.End);
        Assert.True((await _transport.Input.ReadAsync(_patience.Token)).IsCompleted);
    }

    [Fact]
    public async Task A_flush_waits_for_a_peer_that_does_not_read_and_goes_on_when_it_does()
    {
        var bytes = SocketPair.Bytes(20_000_000);
        _transport.Output.Write(bytes);
        var flushing = _transport.Output.FlushAsync();
        Assert.False(flushing.IsCompleted);
        Assert.True(_transport.Output.UnflushedBytes > 0);

        Assert.Equal(bytes, await _peer.ReceiveAsync(bytes.Length, _patience.Token));
        Assert.False((await flushing).IsCanceled);
        Assert.Equal(0, _transport.Output.UnflushedBytes);
    }

    [Fact]
    public async Task A_cancelled_flush_keeps_what_did_not_go_for_the_next_one()
    {
        var bytes = SocketPair.Bytes(20_000_000);
        _transport.Output.Write(bytes);
        var flushing = _transport.Output.FlushAsync();
        _transport.Output.CancelPendingFlush();
        Assert.True((await flushing).IsCanceled);

        _transport.Output.Write("end"u8);
        var next = _transport.Output.FlushAsync();
        byte[] expected = [.. bytes, .. "end"u8];
        Assert.Equal(expected, await _peer.ReceiveAsync(expected.Length, _patience.Token));
        Assert.False((await next).IsCanceled);
    }

    [Fact]
    public async Task A_cancelled_read_ends_and_the_next_one_reads_on()
    {
        var reading = _transport.Input.ReadAsync(_patience.Token);
        _transport.Input.CancelPendingRead();
        var cancelled = await reading;
        Assert.True(cancelled.IsCanceled);
        _transport.Input.AdvanceTo(cancelled.Buffer.Start);

        _peer.Send("more"u8);
        var result = await _transport.Input.ReadAsync(_patience.Token);
        Assert.Equal("more"u8.ToArray(), result.Buffer.ToArray());
    }

    [Fact]
    public async Task Closing_tells_who_reads_and_who_writes_why()
    {
        _transport.Output.Write(SocketPair.Bytes(20_000_000));
        var (reading, flushing) = (_transport.Input.ReadAsync().AsTask(), _transport.Output.FlushAsync().AsTask());
        _transport.Close("Somebody else has the place.");

        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("Somebody else has the place.", (await Assert.ThrowsAsync<IOException>(() => reading)).Message);
            Assert.Equal("Somebody else has the place.", (await Assert.ThrowsAsync<IOException>(() => flushing)).Message);
        }
        else
        {
            await Assert.ThrowsAnyAsync<IOException>(() => reading);
        }
    }

    [Fact]
    public async Task A_reset_by_the_peer_ends_the_reading()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere it is an exception.");
        var reading = _transport.Input.ReadAsync(_patience.Token);
        _peer.LingerState = new LingerOption(enable: true, seconds: 0);
        _peer.Dispose();
        Assert.True((await reading).IsCompleted);
        Assert.True(_transport.WasReset);
    }

    [Fact]
    public async Task Who_keeps_a_thread_of_the_sockets_keeps_no_other_connection_waiting()
    {
        using var release = new ManualResetEventSlim();
        var (peer, blocked) = await SocketPair.ConnectAsync(new TransportOptions { Scheduler = PipeScheduler.Inline });
        using (peer)
        await using (blocked)
        {
            var blocking = BlockAsync(blocked, release);
            peer.Send("x"u8);
            for (var i = 0; i < 20; i++)
            {
                _peer.Send("y"u8);
                var result = await _transport.Input.ReadAsync(_patience.Token);
                _transport.Input.AdvanceTo(result.Buffer.End);
            }

            release.Set();
            await blocking;
        }

        static async Task BlockAsync(SocketTransport transport, ManualResetEventSlim release)
        {
            await transport.Input.ReadAsync().ConfigureAwait(false);
            release.Wait();
        }
    }
}

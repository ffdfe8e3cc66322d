using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Listener;

public sealed class PolledListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_is_served_and_one_that_fails_is_no_others_affair()
    {
        var count = 0;
        await using var listener = Listen(async connection =>
        {
            if (++count == 1)
            {
                throw new InvalidOperationException("The first one.");
            }

            var read = await connection.Transport.Input.ReadAsync(Token);
            foreach (var segment in read.Buffer)
            {
                await connection.Transport.Output.WriteAsync(segment, Token);
            }

            connection.Transport.Input.AdvanceTo(read.Buffer.End);
        });
        using var failing = Connect(listener);
        Assert.Equal(0, await failing.ReceiveAsync(new byte[1], Token)); // it is closed

        using var peer = Connect(listener);
        await peer.SendAsync("abc"u8.ToArray(), Token);
        var answer = new byte[8];
        Assert.Equal(3, await peer.ReceiveAsync(answer, Token));
        Assert.Equal("abc"u8, answer.AsSpan(0, 3));
        Assert.Equal(0, await peer.ReceiveAsync(answer, Token));
    }

    [Fact]
    public async Task Unbinding_waits_for_what_is_served_and_takes_no_more()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource();
        await using var listener = Listen(async _ =>
        {
            begun.SetResult();
            await end.Task;
        });
        using var peer = Connect(listener);
        await begun.Task;

        var unbinding = listener.UnbindAsync(Token).AsTask();
        Assert.Null(await listener.AcceptAsync(Token)); // Kestrel hears of the end alone
        Assert.False(unbinding.IsCompleted);
        Assert.ThrowsAny<SocketException>(() => Connect(listener));

        end.SetResult();
        await unbinding;
    }

    [Fact]
    public async Task Or_closes_it_when_there_is_no_more_time()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = Listen(async connection =>
        {
            begun.SetResult();
            ended.SetResult(await Assert.ThrowsAnyAsync<IOException>(async () => await connection.Transport.Input.ReadAsync(CancellationToken.None)));
        });
        using var peer = Connect(listener);
        await begun.Task;

        await listener.UnbindAsync(new CancellationToken(canceled: true));
        Assert.Equal("The server ends.", (await ended.Task).Message);
    }

    [Fact]
    public async Task A_port_that_is_closed_takes_nobody_until_it_is_open_again_and_what_is_served_goes_on()
    {
        await using var listener = Listen(async connection =>
        {
            var read = await connection.Transport.Input.ReadAsync(Token);
            await connection.Transport.Output.WriteAsync("abc"u8.ToArray(), Token);
            connection.Transport.Input.AdvanceTo(read.Buffer.End);
        });
        using var open = Connect(listener);
        Assert.Equal(1, await open.SendAsync("a"u8.ToArray(), Token)); // it is accepted before the port is closed, or is in its queue
        Assert.Equal(3, await open.ReceiveAsync(new byte[8], Token));
        using var served = Connect(listener);
        await Task.Delay(200, Token); // until it is taken from the queue

        listener.Close();
        listener.Close();
        Assert.ThrowsAny<SocketException>(() => Connect(listener));
        await served.SendAsync("a"u8.ToArray(), Token);
        Assert.Equal(3, await served.ReceiveAsync(new byte[8], Token));

        listener.Open();
        listener.Open();
        using var again = Connect(listener);
        await again.SendAsync("a"u8.ToArray(), Token);
        Assert.Equal(3, await again.ReceiveAsync(new byte[8], Token));
    }

    [Fact]
    public async Task A_port_that_another_has_taken_or_of_a_server_that_ends_cannot_be_opened_and_it_is_said_why()
    {
        await using var listener = Listen(_ => Task.CompletedTask);
        listener.Close();
        using (var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            other.Bind(listener.EndPoint);
            other.Listen();
            Assert.StartsWith($"{listener.EndPoint} cannot be listened to: ", Assert.Throws<IOException>(listener.Open).Message, StringComparison.Ordinal);
        }

        listener.Open();
        await listener.UnbindAsync(Token);
        Assert.Equal("The server ends.", Assert.Throws<IOException>(listener.Open).Message);
    }

    [Fact]
    public async Task Without_a_server_of_its_own_connections_are_Kestrels()
    {
        await using var listener = Listen(null);
        using var peer = Connect(listener);
        var connection = await listener.AcceptAsync(Token);
        Assert.Equal(peer.LocalEndPoint, connection!.RemoteEndPoint);
        await connection.DisposeAsync();
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1], Token));

        await listener.UnbindAsync(Token);
        Assert.Null(await listener.AcceptAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_is_gone_is_told_of_where_connections_are_watched_though_nobody_reads(bool isAskedBefore)
    {
        await using var listener = Listen(null, isWatched: true);
        var peer = Connect(listener);
        var connection = await listener.AcceptAsync(Token);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isAskedBefore)
        {
            connection!.ConnectionClosed.Register(gone.SetResult);
            await Task.Delay(50, Token);
            Assert.False(gone.Task.IsCompleted);
        }

        peer.Dispose();
        if (!isAskedBefore)
        {
            await Task.Delay(50, Token); // until it is seen
            connection!.ConnectionClosed.Register(gone.SetResult);
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await connection!.DisposeAsync();
    }

    private static PolledListener Listen(ConnectionDelegate? serve, bool isWatched = false)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return new PolledListener(socket, serve, new TransportOptions { Scheduler = PipeScheduler.Inline }, isWatched, NullLogger.Instance);
    }

    private static Socket Connect(PolledListener listener)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        peer.Connect(listener.EndPoint);
        return peer;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network.Tests.Sockets;

public sealed class SocketAcceptorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_connection_is_handed_over_once_those_before_the_start_too()
    {
        var taken = new ConcurrentQueue<Socket>();
        using var counted = new SemaphoreSlim(0);
        using var socket = Listen();
        var peers = Enumerable.Range(0, 20).Select(_ => Connect(socket)).ToList();
        using var acceptor = new SocketAcceptor(
            socket,
            accepted =>
            {
                taken.Enqueue(accepted);
                counted.Release();
            },
            fault => Assert.Fail(fault.Message));
        acceptor.Start();
        peers.AddRange(await Task.WhenAll(Enumerable.Range(0, 180).Select(_ => Task.Run(() => Connect(socket), Token))));

        for (var i = 0; i < peers.Count; i++)
        {
            Assert.True(await counted.WaitAsync(TimeSpan.FromSeconds(30), Token));
        }

        Assert.Equal(peers.Select(peer => peer.LocalEndPoint!.ToString()).Order(), taken.Select(accepted => accepted.RemoteEndPoint!.ToString()).Order());
        foreach (var each in peers.Concat(taken))
        {
            each.Dispose();
        }
    }

    [Fact]
    public async Task Connections_are_handed_over_one_at_a_time()
    {
        var (inside, most, count) = (0, 0, 0);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var socket = Listen();
        using var acceptor = new SocketAcceptor(
            socket,
            accepted =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                accepted.Dispose();
                Interlocked.Decrement(ref inside);
                if (++count == 100)
                {
                    all.SetResult();
                }
            },
            fault => Assert.Fail(fault.Message));
        acceptor.Start();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Connect(socket).Dispose(), Token)));
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(1, most);
    }

    [Fact]
    public void Nobody_can_connect_once_it_is_disposed()
    {
        using var socket = Listen();
        var endPoint = socket.LocalEndPoint!;
        var acceptor = new SocketAcceptor(socket, accepted => accepted.Dispose(), _ => { });
        acceptor.Start();
        acceptor.Dispose();
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.ThrowsAny<SocketException>(() => peer.Connect(endPoint));
        acceptor.Dispose();
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(256);
        return socket;
    }

    private static Socket Connect(Socket listening)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listening.LocalEndPoint!);
        return socket;
    }
}

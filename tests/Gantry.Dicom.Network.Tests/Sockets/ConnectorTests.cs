using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Sockets;

public sealed class ConnectorTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    public ConnectorTests() => Assert.SkipUnless(SocketThreads.AreThere, "The system has no epoll.");

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task What_is_connected_carries_bytes_in_both_directions(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var transport = new SocketTransport(await Connector.ConnectAsync(host, port, _patience.Token), PipeScheduler.Inline);
        using var peer = await listener.AcceptSocketAsync(_patience.Token);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, port), transport.RemoteEndPoint);

        await peer.SendAsync("there"u8.ToArray(), _patience.Token);
        var result = await transport.Input.ReadAsync(_patience.Token);
        Assert.Equal("there"u8.ToArray(), result.Buffer.ToArray());
        transport.Input.AdvanceTo(result.Buffer.End);

        await transport.Output.WriteAsync("back"u8.ToArray(), _patience.Token);
        Assert.Equal("back"u8.ToArray(), await peer.ReceiveAsync(4, _patience.Token));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_refuses()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var exception = await Assert.ThrowsAsync<SocketException>(() => Connector.ConnectAsync("127.0.0.1", port, _patience.Token));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
    }

    [Fact]
    public async Task Where_nobody_takes_connections_waiting_ends_when_it_is_cancelled()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var cancelled = new CancellationTokenSource();
        var attempts = new List<Task<Socket>>();
        do
        {
            attempts.Add(Connector.ConnectAsync("127.0.0.1", port, cancelled.Token));
            await Task.Delay(50, _patience.Token);
        }
        while (attempts[^1].IsCompleted); // the queue is not full yet

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempts[^1]);
        foreach (var attempt in attempts.SkipLast(1))
        {
            (await attempt).Dispose();
        }
    }
}

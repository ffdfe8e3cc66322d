using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>A transport, and a plain socket on its other end.</summary>
internal static class SocketPair
{
    public static async Task<(Socket Peer, SocketTransport Transport)> ConnectAsync(TransportOptions options)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var connecting = peer.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        await connecting;
        return (peer, new SocketTransport(accepted, options));
    }

    /// <summary>Receives so many bytes; the other end may not end before.</summary>
    public static async Task<byte[]> ReceiveAsync(this Socket socket, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(filled), cancellationToken);
            Assert.True(received > 0);
            filled += received;
        }

        return bytes;
    }

    /// <summary>Bytes that are the same each time, and of which no two parts are alike.</summary>
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}

using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A connected TCP socket as two pipes.</summary>
/// <remarks>TCP_NODELAY is set, and TCP_QUICKACK armed after each receive. Each direction has one user at a time.</remarks>
public sealed class SocketTransport : IDuplexPipe, IAsyncDisposable
{
    private readonly TransportPump _pump;

    /// <summary>Takes a connected socket over, which is closed with the transport.</summary>
    public SocketTransport(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        socket.NoDelay = true;
        RemoteEndPoint = socket.RemoteEndPoint;
        _pump = new TransportPump(new NetworkStream(socket, ownsSocket: true), socket, static () => Task.CompletedTask);
    }

    /// <summary>The peer's address.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <inheritdoc/>
    public PipeReader Input => _pump.Input;

    /// <inheritdoc/>
    public PipeWriter Output => _pump.Output;

    /// <summary>Connects, and takes the connection over.</summary>
    /// <exception cref="SocketException">There is no connection to be had.</exception>
    public static async Task<SocketTransport> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = await ConnectSocketAsync(host, port, cancellationToken).ConfigureAwait(false);
        try
        {
            return new SocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends what was written, where <see cref="Output"/> was completed and the peer takes it within a second; then closes.</summary>
    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    internal static async Task<Socket> ConnectSocketAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A connected TCP socket as two pipes.</summary>
/// <remarks>TCP_NODELAY is set, and TCP_QUICKACK armed where a peer may wait for it. Each direction has one user at a time.</remarks>
public sealed class SocketTransport : IDuplexPipe, IAsyncDisposable
{
    private readonly ISocketPipes _pipes;

    /// <summary>Takes a connected socket over, which is closed with the transport.</summary>
    public SocketTransport(Socket socket)
        : this(socket, PipeScheduler.ThreadPool)
    {
    }

    /// <summary>Takes a connected socket over, which is closed with the transport.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="scheduler">Who goes on with what has come: see <see cref="TransportOptions.Scheduler"/>.</param>
    public SocketTransport(Socket socket, PipeScheduler scheduler)
        : this(socket, new TransportOptions { Scheduler = scheduler })
    {
    }

    /// <summary>Takes a connected socket over, which is closed with the transport.</summary>
    public SocketTransport(Socket socket, TransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(options);
        socket.NoDelay = true;
        RemoteEndPoint = socket.RemoteEndPoint;
        _pipes = Epoll.IsSupported
            ? new PolledPipes(socket, options)
            : new TransportPump(new NetworkStream(socket, ownsSocket: true), socket, static () => Task.CompletedTask);
    }

    /// <summary>The peer's address.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <inheritdoc/>
    public PipeReader Input => _pipes.Input;

    /// <inheritdoc/>
    public PipeWriter Output => _pipes.Output;

    internal bool WasReset => _pipes.WasReset;

    /// <summary>Connects, and takes the connection over.</summary>
    /// <exception cref="SocketException">There is no connection to be had.</exception>
    public static Task<SocketTransport> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        ConnectAsync(host, port, PipeScheduler.ThreadPool, cancellationToken);

    internal static async Task<SocketTransport> ConnectAsync(string host, int port, PipeScheduler scheduler, CancellationToken cancellationToken)
    {
        var socket = await ConnectSocketAsync(host, port, cancellationToken).ConfigureAwait(false);
        try
        {
            return new SocketTransport(socket, scheduler);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes at once, whatever was not sent. Who reads or writes gets an <see cref="IOException"/>.</summary>
    /// <param name="reason">Its message.</param>
    public void Close(string reason = "The connection was closed.")
    {
        ArgumentNullException.ThrowIfNull(reason);
        _pipes.Close(reason);
    }

    /// <summary>Sends what was flushed, as long as the peer takes it; then closes.</summary>
    public ValueTask DisposeAsync() => _pipes.DisposeAsync();

    // The framework would watch a socket that it has connected as long as that is open, and wake a thread of its own for all that comes.
    private static Task<Socket> ConnectSocketAsync(string host, int port, CancellationToken cancellationToken) =>
        Epoll.IsSupported ? Connector.ConnectAsync(host, port, cancellationToken) : ConnectByFrameworkAsync(host, port, cancellationToken);

    internal static async Task<Socket> ConnectByFrameworkAsync(string host, int port, CancellationToken cancellationToken)
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

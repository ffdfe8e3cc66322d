using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Gantry.Host.Dispatch;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>Accepts connections on a thread of its own, which waits in the system for them.</summary>
/// <remarks>
/// What is served without Kestrel begins on that thread, and goes on where its bytes come: Kestrel would have another thread woken for it. Kestrel knows then of no
/// connection, and the listener waits for them itself when it is to end.
/// </remarks>
internal sealed class DicomConnectionListener : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ConnectionDelegate? _serve;
    private readonly MemoryPool<byte> _pool;
    private readonly ILogger _logger;
    private readonly ServedConnections _served = new();
    private readonly Channel<DicomConnection> _accepted = Channel.CreateUnbounded<DicomConnection>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private volatile bool _isStopped;

    /// <param name="socket">What listens already.</param>
    /// <param name="serve">Serves a connection; null where Kestrel does.</param>
    /// <param name="pool">What TLS takes its memory from.</param>
    /// <param name="logger">Where faults go.</param>
    public DicomConnectionListener(Socket socket, ConnectionDelegate? serve, MemoryPool<byte> pool, ILogger logger)
    {
        _socket = socket;
        _serve = serve;
        _pool = pool;
        _logger = logger;
        EndPoint = socket.LocalEndPoint!;
        new Thread(Accept) { IsBackground = true, Name = "DICOM listener" }.UnsafeStart();
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _accepted.Reader.TryRead(out var connection) ? connection : null;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isStopped = true;
        _socket.Dispose(); // ends the waiting
        await _served.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        while (_accepted.Reader.TryRead(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false); // nobody will serve it
        }
    }

    private void Accept()
    {
        while (!_isStopped)
        {
            try
            {
                Take(_socket.Accept());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException && _isStopped)
            {
                break;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The peer was gone again before it was taken.
            }
            catch (SocketException exception)
            {
                _logger.CannotAccept(EndPoint, exception.Message); // no file handles, no memory: that passes
                Thread.Sleep(Pause);
            }
        }

        _accepted.Writer.TryComplete();
        Thread.Sleep(Timeout.Infinite); // it has run the code of plugins, and may not end: decision 0007
    }

    private void Take(Socket socket)
    {
        DicomConnection connection;
        try
        {
            // What a TLS handshake calls may block, in the checking of certificates for one.
            connection = new DicomConnection(socket, _serve is null ? PipeScheduler.ThreadPool : PipeScheduler.Inline, _pool);
        }
        catch (SocketException)
        {
            socket.Dispose(); // gone again already
            return;
        }

        if (_serve is null)
        {
            _accepted.Writer.TryWrite(connection);
        }
        else
        {
            _ = ServeAsync(connection, _serve);
        }
    }

    private async Task ServeAsync(DicomConnection connection, ConnectionDelegate serve)
    {
        if (!_served.TryAdd(connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            await serve(connection).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a fault of one connection is no other's
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.ConnectionFailed(connection.RemoteEndPoint, exception);
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            _served.Remove(connection);
        }
    }
}

using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>Accepts connections on the threads that wait for all sockets of DICOM and HTTP.</summary>
/// <remarks>
/// What is served without Kestrel begins there, and goes on where its bytes come: Kestrel would have another thread woken for it. Kestrel knows then of no
/// connection, and the listener waits for them itself when it is to end.
/// </remarks>
internal sealed class PolledListener : IConnectionListener
{
    private readonly Lock _gate = new();
    private readonly ConnectionDelegate? _serve;
    private readonly TransportOptions _options;
    private readonly bool _isWatched;
    private readonly ILogger _logger;
    private readonly ServedConnections _served = new();
    private SocketAcceptor? _acceptor; // null while the port is closed
    private bool _isEnding;
    private readonly Channel<PolledConnection> _accepted = Channel.CreateUnbounded<PolledConnection>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <param name="socket">What listens already.</param>
    /// <param name="serve">Serves a connection; null where Kestrel does.</param>
    /// <param name="options">How the sockets are used.</param>
    /// <param name="isWatched">True to have connections tell that their peer has gone: see <see cref="PolledConnection"/>.</param>
    /// <param name="logger">Where faults go.</param>
    public PolledListener(Socket socket, ConnectionDelegate? serve, TransportOptions options, bool isWatched, ILogger logger)
    {
        _serve = serve;
        _options = options;
        _isWatched = isWatched;
        _logger = logger;
        EndPoint = socket.LocalEndPoint!;
        _acceptor = Accept(socket);
    }

    public EndPoint EndPoint { get; }

    /// <summary>Closes the port. What is served goes on, and Kestrel waits for connections as before.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _acceptor?.Dispose();
            _acceptor = null;
        }
    }

    /// <summary>Opens the port again, the same as before; does nothing where it is open.</summary>
    /// <exception cref="IOException">Something else has it meanwhile, the system gives no socket, or the server ends.</exception>
    public void Open()
    {
        lock (_gate)
        {
            try
            {
                _acceptor ??= _isEnding ? throw new IOException("The server ends.") : Accept(PolledTransport.Listen(EndPoint));
            }
            catch (Exception exception) when (exception is SocketException or AddressInUseException)
            {
                throw new IOException($"{EndPoint} cannot be listened to: {exception.Message}", exception);
            }
        }
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _accepted.Reader.TryRead(out var connection) ? connection : null;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _isEnding = true;
            Close();
        }

        _accepted.Writer.TryComplete();
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

    private SocketAcceptor Accept(Socket socket)
    {
        var acceptor = new SocketAcceptor(socket, Take, fault => _logger.CannotAccept(EndPoint, fault.Message)); // no file handles, no memory: that passes
        acceptor.Start();
        return acceptor;
    }

    private void Take(Socket socket)
    {
        PolledConnection connection;
        try
        {
            connection = new PolledConnection(socket, _options, _isWatched);
        }
        catch (Win32Exception)
        {
            socket.Dispose(); // gone again already, or one more than the system watches
            return;
        }

        if (_serve is null)
        {
            if (!_accepted.Writer.TryWrite(connection))
            {
                _ = connection.DisposeAsync().AsTask(); // the listener has just been closed
            }
        }
        else
        {
            _ = ServeAsync(connection, _serve);
        }
    }

    private async Task ServeAsync(PolledConnection connection, ConnectionDelegate serve)
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

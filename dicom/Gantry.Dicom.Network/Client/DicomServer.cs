using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Gantry.Dicom.Network;

/// <summary>A small association acceptor of its own on a TCP port, for programs and tests that need no more.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class DicomServer : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private readonly TcpListener _listener;
    private readonly AcceptorOptions _options;
    private readonly Func<IAssociationHandler> _handlers;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _running = [];
    private readonly SemaphoreSlim _places;
    private readonly Task _accepting;

    private DicomServer(
        TcpListener listener, AcceptorOptions options, Func<IAssociationHandler> handlers, int maximumConnections, SslServerAuthenticationOptions? tls)
    {
        _tls = tls;
        _listener = listener;
        _options = options;
        _handlers = handlers;
        _places = new SemaphoreSlim(maximumConnections);
        if (_listener.Server.AddressFamily == AddressFamily.InterNetworkV6)
        {
            _listener.Server.DualMode = true; // any address of IPv6 is any of IPv4, too
        }

        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 for any free one.</param>
    /// <param name="handlers">Gives the handler for each connection; may give the same one always.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="maximumConnections">How many connections are served at a time; more wait to be accepted.</param>
    /// <param name="tls">How it speaks TLS, as <see cref="TlsOptions.CreateServerOptions"/> makes it; null for plain TCP.</param>
    /// <exception cref="SocketException">The port is not to be had.</exception>
    public static DicomServer Start(
        IPEndPoint endPoint,
        Func<IAssociationHandler> handlers,
        AcceptorOptions? options = null,
        int maximumConnections = 100,
        SslServerAuthenticationOptions? tls = null) =>
        new(new TcpListener(endPoint), options ?? new AcceptorOptions(), handlers, maximumConnections, tls);

    /// <summary>Stops listening, lets operations end as <see cref="AcceptorOptions.StopTimeout"/> says, and waits for all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(false);
        _stopping.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_stopping.Token).ConfigureAwait(false);
                var socket = await _listener.AcceptSocketAsync(_stopping.Token).ConfigureAwait(false);
                var serving = Task.Run(() => ServeAsync(socket));
                _running.TryAdd(serving, 0);
                _ = serving.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            var (transport, peer) = await OpenAsync(socket).ConfigureAwait(false);
            await using (((IAsyncDisposable)transport).ConfigureAwait(false))
            {
                await AssociationAcceptor.RunAsync(transport, peer, _options, _handlers(), _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            socket.Dispose(); // gone before it was served, or no TLS that this side could agree to
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(IDuplexPipe Transport, EndPoint? Peer)> OpenAsync(Socket socket)
    {
        if (_tls is null)
        {
            var plain = new SocketTransport(socket);
            return (plain, plain.RemoteEndPoint);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(HandshakeTimeout);
        var secured = await TlsTransport.AcceptAsync(socket, _tls, patience.Token).ConfigureAwait(false);
        return (secured, secured.RemoteEndPoint);
    }
}

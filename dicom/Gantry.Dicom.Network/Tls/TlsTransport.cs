using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Dicom.Network;

/// <summary>A TCP socket secured by TLS as two pipes: TLS begins with the connection (PS3.15 §B).</summary>
/// <remarks>TCP_NODELAY is set, and TCP_QUICKACK armed after each receive. Each direction has one user at a time.</remarks>
public sealed class TlsTransport : IDuplexPipe, IAsyncDisposable
{
    private readonly SslStream _stream;
    private readonly TransportPump _pump;

    private TlsTransport(SslStream stream, Socket socket)
    {
        _stream = stream;
        RemoteEndPoint = socket.RemoteEndPoint;
        _pump = new TransportPump(stream, socket, stream.ShutdownAsync);
    }

    /// <summary>The peer's address.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <summary>The version that was agreed on.</summary>
    public SslProtocols Protocol => _stream.SslProtocol;

    /// <summary>The cipher suite that was agreed on.</summary>
    public TlsCipherSuite CipherSuite => _stream.NegotiatedCipherSuite;

    /// <summary>The peer's certificate; null where it has shown none. It belongs to the transport.</summary>
    public X509Certificate? RemoteCertificate => _stream.RemoteCertificate;

    /// <inheritdoc/>
    public PipeReader Input => _pump.Input;

    /// <inheritdoc/>
    public PipeWriter Output => _pump.Output;

    /// <summary>Connects, and agrees on TLS as the client.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">TCP port, 1 to 65,535.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Ends the attempt, a handshake that the peer does not go on with included.</param>
    /// <exception cref="SocketException">There is no connection to be had.</exception>
    /// <exception cref="AuthenticationException">The peer's certificate is not trusted, or nothing could be agreed on.</exception>
    /// <exception cref="IOException">The peer closed the connection in the handshake, or does not speak TLS.</exception>
    public static async Task<TlsTransport> ConnectAsync(string host, int port, TlsOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fault = "";
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = options.ServerName ?? host,
            EnabledSslProtocols = TlsProfile.Protocols,
            CipherSuitesPolicy = TlsProfile.CipherSuites,
            AllowRenegotiation = false,
            ClientCertificateContext = options.Certificate,
            CertificateChainPolicy = options.Trust.CreateChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (fault = options.Trust.FaultOf(certificate, chain, errors)) is null,
        };
        var socket = await SocketTransport.ConnectByFrameworkAsync(host, port, cancellationToken).ConfigureAwait(false);
        try
        {
            return await SecureAsync(socket, stream => stream.AuthenticateAsClientAsync(client, cancellationToken)).ConfigureAwait(false);
        }
        catch (AuthenticationException exception) when (fault is { Length: > 0 })
        {
            throw new AuthenticationException(fault, exception);
        }
    }

    /// <summary>Agrees on TLS as the server, on a socket that was accepted and that is taken over, whatever happens.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="options">The options, the certificate among them.</param>
    /// <param name="cancellationToken">Ends the attempt; a handshake has no time limit of its own.</param>
    /// <exception cref="AuthenticationException">The peer's certificate is not trusted, or nothing could be agreed on.</exception>
    /// <exception cref="IOException">The peer closed the connection in the handshake, or does not speak TLS.</exception>
    public static Task<TlsTransport> AcceptAsync(Socket socket, SslServerAuthenticationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(options);
        return SecureAsync(socket, stream => stream.AuthenticateAsServerAsync(options, cancellationToken));
    }

    /// <summary>
    /// Sends what was written and that it ends, where <see cref="Output"/> was completed and the peer takes it within a second; then closes.
    /// </summary>
    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    private static async Task<TlsTransport> SecureAsync(Socket socket, Func<SslStream, Task> authenticate)
    {
        SslStream? stream = null;
        try
        {
            socket.NoDelay = true;
            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await authenticate(stream).ConfigureAwait(false);
            return new TlsTransport(stream, socket);
        }
        catch
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            socket.Dispose();
            throw;
        }
    }
}

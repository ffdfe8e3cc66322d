using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Tls;

/// <summary>Serves one association over TLS on a free port of the loopback address.</summary>
internal sealed class TlsAcceptor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;
    private readonly Task _serving;

    public TlsAcceptor(SslServerAuthenticationOptions options)
    {
        _options = options;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public TestHandler Handler { get; } = new();

    /// <summary>What was agreed on, and whom the peer's certificate is for; set once the handshake is done.</summary>
    public (SslProtocols Protocol, TlsCipherSuite Suite, string? Client) Agreed { get; private set; }

    /// <summary>What the handshake failed with.</summary>
    public Exception? Fault { get; private set; }

    public static SslServerAuthenticationOptions Options(
        X509Certificate2 certificate, SslProtocols protocols = SslProtocols.None, CertificateTrust? clients = null) => new()
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = protocols == SslProtocols.None ? TlsProfile.Protocols : protocols,
            ClientCertificateRequired = clients is not null,
            CertificateChainPolicy = clients?.CreateChainPolicy(),
            RemoteCertificateValidationCallback = clients is null ? null : (_, shown, chain, errors) => clients.FaultOf(shown, chain, errors) is null,
        };

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task ServeAsync()
    {
        try
        {
            var socket = await _listener.AcceptSocketAsync();
            await using var transport = await TlsTransport.AcceptAsync(socket, _options, CancellationToken.None);
            Agreed = (transport.Protocol, transport.CipherSuite, transport.RemoteCertificate?.Subject);
            await AssociationAcceptor.RunAsync(transport, transport.RemoteEndPoint, new AcceptorOptions(), Handler, CancellationToken.None);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException or ObjectDisposedException)
        {
            Fault = exception;
        }
    }
}

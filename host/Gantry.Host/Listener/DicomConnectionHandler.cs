using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Listener;

/// <summary>Serves DICOM on a connection that Kestrel has accepted.</summary>
internal sealed class DicomConnectionHandler(
    GantrySettings settings,
    AssociationGate gate,
    OpenAssociations associations,
    AssociationCounters counters,
    PluginRegistry registry,
    Dispatcher dispatcher,
    DimseTelemetry telemetry,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AssociationSession> logger) : ConnectionHandler
{
    private readonly AcceptorOptions _options = Options(settings, time);

    /// <summary>What holds for every association, the conformance statement included.</summary>
    public static AcceptorOptions Options(GantrySettings settings, TimeProvider time) => new() { IdleTimeout = settings.IdleTimeout, TimeProvider = time };

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        var session = new AssociationSession(
            settings,
            new AssociationAccess(Origin(connection), gate, associations),
            counters,
            registry,
            dispatcher,
            telemetry,
            logger,
            connection.Features.Get<LooseConnection>())
        {
            Time = time,
        };
        var isInOrder = false;
        try
        {
            isInOrder = (await AssociationAcceptor.RunAsync(connection.Transport, Peer(connection.RemoteEndPoint), _options, session, lifetime.ApplicationStopping)
                .ConfigureAwait(false)).IsGraceful;
        }
        finally
        {
            // An orderly close of the pipes would wait for a peer that never reads. The system sends what it has and ends a released association by a FIN,
            // as a reset is an error to many peers; any other is reset, so that nothing is kept for who does not read.
            if (!isInOrder && socket is not null)
            {
                Reset(socket);
            }

            connection.Abort();
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }

    private static AssociationOrigin Origin(ConnectionContext connection)
    {
        var origin = AssociationOrigin.Of(connection.Features.GetRequiredFeature<ListenerSettings>(), connection.RemoteEndPoint, connection.LocalEndPoint);
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        return connection.Features.Get<ITlsHandshakeFeature>() is not { } handshake
            ? origin
            : origin with
            {
                Tls = $"{handshake.Protocol} {handshake.NegotiatedCipherSuite}",
                Certificate = certificate is null ? null : CertificateTrust.FingerprintOf(certificate),
                CertificateSubject = certificate?.Subject,
            };
    }

    // A listener for both protocols sees IPv4 peers by addresses that no administrator would write.
    private static EndPoint? Peer(EndPoint? peer) => peer is IPEndPoint ip ? new IPEndPoint(AddressRule.Unmapped(ip.Address), ip.Port) : peer;
}

using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Listener;

/// <summary>Serves DICOM on a connection that Kestrel has accepted.</summary>
internal sealed class DicomConnectionHandler(AssociationSessions sessions, IHostApplicationLifetime lifetime) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        var loose = connection.Features.Get<LooseConnection>();
        var isInOrder = false;
        try
        {
            isInOrder = (await sessions.ServeAsync(connection.Transport, Peer(connection.RemoteEndPoint), Origin(connection), loose, lifetime.ApplicationStopping)
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

using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gantry.Host.Listener;

/// <summary>Serves DICOM on a connection that Kestrel has accepted.</summary>
internal sealed class DicomConnectionHandler(
    GantrySettings settings,
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
        var transport = socket is { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 }
            ? new QuickAckTransport(connection.Transport, socket)
            : connection.Transport;
        var session = new AssociationSession(
            settings, counters, registry, dispatcher, telemetry, logger, connection.Features.Get<LooseConnection>())
        {
            Time = time,
        };
        try
        {
            await AssociationAcceptor.RunAsync(transport, Peer(connection.RemoteEndPoint), _options, session, lifetime.ApplicationStopping)
                .ConfigureAwait(false);
        }
        finally
        {
            connection.Abort(); // an orderly close would wait for a peer that never reads
        }
    }

    // A listener for both protocols sees IPv4 peers by addresses that no administrator would write.
    private static EndPoint? Peer(EndPoint? peer) =>
        peer is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : peer;
}

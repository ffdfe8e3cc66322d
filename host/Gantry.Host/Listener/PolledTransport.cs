using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gantry.Host.Listener;

/// <summary>The sockets below DICOM, and below HTTP where the system has what they need; there Kestrel's own have HTTP otherwise. See <see cref="PolledConnection"/>.</summary>
internal sealed class PolledTransport(IMemoryPoolFactory<byte> pools, ILogger<PolledListener> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int Backlog = 512;

    /// <summary>A socket that listens.</summary>
    /// <exception cref="AddressInUseException">Something else listens there.</exception>
    /// <exception cref="SocketException">It cannot listen there for another reason.</exception>
    public static Socket Listen(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            throw exception.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(exception.Message, exception) : exception;
        }
    }

    public bool CanBind(EndPoint endpoint) => endpoint is DicomEndPoint || (endpoint is WebEndPoint && SocketThreads.AreThere);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(endpoint is DicomEndPoint dicom ? ListenToDicom(dicom) : ListenToWeb(endpoint));

    private PolledListener ListenToDicom(DicomEndPoint endpoint)
    {
        // What a TLS handshake calls may block, in the checking of certificates for one.
        var scheduler = endpoint.Serve is null ? PipeScheduler.ThreadPool : PipeScheduler.Inline;
        var listener = new PolledListener(Listen(endpoint), endpoint.Serve, new TransportOptions { Scheduler = scheduler, Pool = pools.Create() }, isWatched: false, logger);
        endpoint.Switch.Attach(listener);
        return listener;
    }

    private PolledListener ListenToWeb(EndPoint endpoint)
    {
        var options = new TransportOptions { Scheduler = SocketThreads.Scheduler, MaximumUnsentBytes = WebListener.MaximumUnsentBytes, Pool = pools.Create() };
        return new PolledListener(Listen(endpoint), serve: null, options, isWatched: true, logger);
    }
}

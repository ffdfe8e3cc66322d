using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gantry.Host.Listener;

/// <summary>The sockets below DICOM, beside Kestrel's own for HTTP: see <see cref="DicomConnection"/>.</summary>
internal sealed class DicomTransport(IMemoryPoolFactory<byte> pools, ILogger<DicomConnectionListener> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
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

    public bool CanBind(EndPoint endpoint) => endpoint is DicomEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var to = (DicomEndPoint)endpoint;
        var listener = new DicomConnectionListener(Listen(endpoint), to.Serve, pools.Create(), logger);
        to.Switch.Attach(listener);
        return new ValueTask<IConnectionListener>(listener);
    }
}

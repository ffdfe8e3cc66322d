using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gantry.Host.Listener;

/// <summary>The sockets below DICOM, beside Kestrel's own for HTTP: see <see cref="DicomConnection"/>.</summary>
internal sealed class DicomTransport(IMemoryPoolFactory<byte> pools, ILogger<DicomConnectionListener> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int Backlog = 512;

    public bool CanBind(EndPoint endpoint) => endpoint is DicomEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
            return new ValueTask<IConnectionListener>(new DicomConnectionListener(socket, ((DicomEndPoint)endpoint).Serve, pools.Create(), logger));
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            throw exception.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(exception.Message, exception) : exception;
        }
    }
}

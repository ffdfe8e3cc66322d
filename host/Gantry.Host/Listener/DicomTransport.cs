using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Gantry.Host.Listener;

/// <summary>
/// Kestrel's sockets for DICOM: who receives a PDU goes on with it, and who writes one sends it, without a change of threads between. That is safe here and
/// not for HTTP: the upper layer hands the operations of plugins to other threads, so that their code does not keep a connection from receiving what it waits for.
/// </summary>
internal sealed class DicomTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets;

    public DicomTransport(IOptionsFactory<SocketTransportOptions> factory, ILoggerFactory loggers)
    {
        var options = factory.Create(Options.DefaultName); // with the memory pool of the others, but not theirs
        options.UnsafePreferInlineScheduling = true;
        _sockets = new SocketTransportFactory(Options.Create(options), loggers);
    }

    public bool CanBind(EndPoint endpoint) => endpoint is DicomEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => _sockets.BindAsync(endpoint, cancellationToken);
}

using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>Where DICOM is listened to, so that <see cref="PolledTransport"/> knows its own.</summary>
/// <param name="address">The address.</param>
/// <param name="port">The port.</param>
/// <param name="serve">Serves a connection, where that is no affair of Kestrel's; null where it is, as with TLS.</param>
/// <param name="gate">Opens and closes the port while the server runs.</param>
internal sealed class DicomEndPoint(IPAddress address, int port, ConnectionDelegate? serve, ListenerSwitch gate) : IPEndPoint(address, port)
{
    public ConnectionDelegate? Serve => serve;

    public ListenerSwitch Switch => gate;
}

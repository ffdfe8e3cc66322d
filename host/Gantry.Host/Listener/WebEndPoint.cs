using System.Net;

namespace Gantry.Host.Listener;

/// <summary>Where HTTP is listened to, so that <see cref="PolledTransport"/> knows its own.</summary>
internal sealed class WebEndPoint(IPAddress address, int port) : IPEndPoint(address, port);

using System.Net;
using System.Net.Sockets;

namespace Gantry.Benchmarks;

internal static class Ports
{
    /// <summary>A loopback port that is free now, for peers that cannot choose one themselves.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

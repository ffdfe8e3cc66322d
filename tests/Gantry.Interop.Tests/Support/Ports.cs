using System.Net;
using System.Net.Sockets;

namespace Gantry.Interop.Tests;

internal static class Ports
{
    /// <summary>A port that is free now, for peers that cannot choose one themselves.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>True where somebody takes a connection.</summary>
    public static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

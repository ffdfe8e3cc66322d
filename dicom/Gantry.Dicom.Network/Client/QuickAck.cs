using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>Has received segments acknowledged at once.</summary>
/// <remarks>
/// Peers that leave Nagle's algorithm on and write a PDU in two pieces wait 40 ms for a delayed acknowledgement with every message, DCMTK's tools among them. Linux
/// drops the setting again by itself, so it is to be set after each receive. Elsewhere nothing is done. Safe for concurrent use.
/// </remarks>
public static class QuickAck
{
    private const int IpProtocolTcp = 6;
    private const int TcpQuickAck = 12;

    /// <summary>Arms a socket; call after each receive.</summary>
    /// <returns>False where the socket is closed, or has no such setting.</returns>
    public static bool Arm(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            socket.SetRawSocketOption(IpProtocolTcp, TcpQuickAck, [1, 0, 0, 0]);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false; // a Unix domain socket, or one being closed: whoever uses it will see that
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Network;

/// <summary>Connects a socket that nobody watches afterwards: who takes it over has it watched as he likes.</summary>
internal sealed class Connector : IPolled
{
    private readonly Socket _socket;
    private readonly Readiness _ready = new(SocketThreads.Scheduler);

    private Connector(Socket socket) => _socket = socket;

    SafeHandle IPolled.Handle => _socket.SafeHandle;

    /// <summary>Connects to the first address of a host that takes the connection.</summary>
    /// <returns>The socket, which does not block.</returns>
    /// <exception cref="SocketException">None of them does, and why the last one does not; or the host has none.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure;
    }

    void IPolled.OnReady(uint events) => _ready.Signal();

    private static async Task<Socket> ConnectAsync(IPEndPoint peer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (!IsConnectedAtOnce(socket, peer))
            {
                await new Connector(socket).WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsConnectedAtOnce(Socket socket, IPEndPoint peer)
    {
        try
        {
            socket.Connect(peer);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return false;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var key = SocketPoller.Shared.Add(this, forWriting: true);
        try
        {
            using (cancellationToken.UnsafeRegister(static connector => ((Connector)connector!)._ready.Signal(), this))
            {
                await _ready.WaitAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            SocketPoller.Shared.Forget(this, key);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if ((SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! is not SocketError.Success and var error)
        {
            throw new SocketException((int)error);
        }
    }
}

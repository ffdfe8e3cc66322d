using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Network;

/// <summary>Accepts the connections of a socket that listens, and hands each over on the thread that it was accepted on.</summary>
/// <remarks>
/// That is one of the threads that wait for all sockets, where the system has epoll: what a peer sends right after it has connected finds the thread awake, and what is
/// handed over must not block. Elsewhere it is a thread of its own. One connection is handed over at a time. Safe for concurrent use.
/// </remarks>
public sealed class SocketAcceptor : IPolled, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly Action<Socket> _accepted;
    private readonly Action<SocketException> _failed;
    private readonly Timer _again;
    private long _key;
    private int _calls; // to accept; the first of them does it for all
    private volatile bool _isStopped;

    /// <param name="socket">What listens already; it is closed with the acceptor.</param>
    /// <param name="accepted">Takes a connection over. It may not throw.</param>
    /// <param name="failed">Is told where the system gives no connection, for want of file handles or memory; it is asked again a little later.</param>
    public SocketAcceptor(Socket socket, Action<Socket> accepted, Action<SocketException> failed)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(failed);
        (_socket, _accepted, _failed) = (socket, accepted, failed);
        _again = new Timer(static acceptor => ((SocketAcceptor)acceptor!).AcceptWaiting(), this, Timeout.Infinite, Timeout.Infinite);
    }

    SafeHandle IPolled.Handle => _socket.SafeHandle;

    /// <summary>Begins. Called once.</summary>
    public void Start()
    {
        if (Epoll.IsSupported)
        {
            _socket.Blocking = false;
            Volatile.Write(ref _key, SocketPoller.Shared.Add(this, forWriting: false));
        }
        else
        {
            new Thread(AcceptAll) { IsBackground = true, Name = "DICOM listener" }.UnsafeStart();
        }
    }

    /// <summary>Closes the socket. A connection that is just being handed over still is.</summary>
    public void Dispose()
    {
        _isStopped = true;
        if (Volatile.Read(ref _key) is not 0 and var key)
        {
            SocketPoller.Shared.Remove(key);
        }

        _again.Dispose();
        _socket.Dispose();
    }

    void IPolled.OnReady(uint events) => AcceptWaiting();

    private void AcceptWaiting()
    {
        if (Interlocked.Increment(ref _calls) > 1)
        {
            return; // who is at it looks again
        }

        var calls = 0;
        do
        {
            calls = Volatile.Read(ref _calls);
            while (TryAccept())
            {
            }
        }
        while (Interlocked.CompareExchange(ref _calls, 0, calls) != calls);
    }

    // Asked for first: an exception for nothing takes longer than a connection.
    private bool TryAccept()
    {
        try
        {
            return !_isStopped && _socket.Poll(0, SelectMode.SelectRead) && Accept();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException && _isStopped)
        {
            return false;
        }
        catch (SocketException exception)
        {
            _failed(exception);
            AcceptLater();
            return false;
        }
    }

    private void AcceptLater()
    {
        try
        {
            _again.Change(Pause, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private void AcceptAll()
    {
        while (!_isStopped)
        {
            try
            {
                Accept();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException && _isStopped)
            {
                break;
            }
            catch (SocketException exception)
            {
                _failed(exception);
                Thread.Sleep(Pause);
            }
        }

        Thread.Sleep(Timeout.Infinite); // it has run code that may be unloaded, and the statics of which a thread that ends lets go of wrongly
    }

    private bool Accept()
    {
        Socket socket;
        try
        {
            socket = _socket.Accept();
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.WouldBlock)
        {
            return true; // the peer was gone again before it was taken
        }

        _accepted(socket);
        return true;
    }
}

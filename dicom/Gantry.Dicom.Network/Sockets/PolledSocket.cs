using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Network;

/// <summary>A connected socket that is never waited for in a call: asked at once, and again when the poller says that it is ready.</summary>
/// <remarks>Each direction has one user at a time; the directions know nothing of each other. Closing is safe at any time, and ends the waiting.</remarks>
internal sealed class PolledSocket : IPolled
{
    private const int MostSegments = 16;
    private const int MostUnread = 64; // buffers of 64 KiB

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly Readiness _readable;
    private readonly Readiness _writable;
    private Action? _ended;
    private long _key; // none before there was something to wait for
    private bool _isWritingPolled;
    private bool _isAsked;
    private bool _isDrained; // until the next event there is nothing to be read
    private volatile bool _isEnding;
    private volatile bool _isLost; // in both directions; a peer that has closed its own may still take what is sent
    private volatile bool _isUnacknowledged;
    private volatile string? _closed;

    /// <summary>Takes the socket over.</summary>
    /// <param name="socket">The socket, connected.</param>
    /// <param name="scheduler">Who goes on when it is ready: the poller's thread inline, or another.</param>
    /// <param name="ended">Is told once, on a thread of the poller, that the peer has closed its side or the connection is lost, whether anybody reads or not; null for nobody. It may not block.</param>
    public PolledSocket(Socket socket, PipeScheduler scheduler, Action? ended)
    {
        _socket = socket;
        _socket.Blocking = false;
        _readable = new Readiness(scheduler);
        _writable = new Readiness(scheduler);
        _ended = ended;
        if (ended is not null)
        {
            Poll(forWriting: false);
        }
    }

    /// <summary>True where the peer has ended it by a reset.</summary>
    public bool WasReset { get; private set; }

    public SafeHandle Handle => _socket.SafeHandle;

    /// <summary>Waits until there is something to be read, the end included.</summary>
    /// <returns>Nothing that means something; the caller asks then.</returns>
    public ValueTask<int> WaitReadableAsync()
    {
        if (_isEnding || !IsDrained())
        {
            return default;
        }

        if (_isUnacknowledged)
        {
            SocketThreads.RunHereLast(static socket => ((PolledSocket)socket!).Acknowledge(), this);
        }

        Poll(forWriting: false);
        return _readable.WaitAsync();
    }

    /// <summary>True where nothing was sent since something was received last.</summary>
    public bool IsUnanswered => _isUnacknowledged;

    /// <summary>Waits until some of what did not go could go.</summary>
    public ValueTask<int> WaitWritableAsync()
    {
        if (_isLost)
        {
            return default;
        }

        Poll(forWriting: true);
        return _writable.WaitAsync();
    }

    /// <summary>Reads what has come.</summary>
    /// <param name="buffer">Where to; not empty.</param>
    /// <param name="count">How much there was; 0 for the end.</param>
    /// <returns>False where nothing has come.</returns>
    /// <exception cref="IOException">The connection is lost, or was closed.</exception>
    public bool TryReceive(Span<byte> buffer, out int count)
    {
        _readable.Clear();
        _isAsked = true;
        SocketError error;
        try
        {
            count = _socket.Receive(buffer, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }

        _isDrained = count < buffer.Length;
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        if (error == SocketError.ConnectionReset)
        {
            (WasReset, count) = (true, 0); // an end like another: many a peer leaves so, and exceptions are slow
            return true;
        }

        _isUnacknowledged = true;
        return error == SocketError.Success ? true : throw Lost(error);
    }

    /// <summary>Sends as much as can go now.</summary>
    /// <returns>How much went; 0 where nothing can go.</returns>
    /// <exception cref="IOException">The connection is lost, or was closed.</exception>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        _writable.Clear();
        _isUnacknowledged = false; // before: what comes meanwhile is not acknowledged by this
        try
        {
            var count = _socket.Send(bytes, SocketFlags.None, out var error);
            return error is SocketError.Success ? count : error is SocketError.WouldBlock ? 0 : throw Lost(error);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
    }

    /// <summary>Sends as much as can go now, with one call of the system.</summary>
    /// <returns>How much went; 0 where nothing can go.</returns>
    /// <exception cref="IOException">The connection is lost, or was closed.</exception>
    public int Send(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return Send(bytes.FirstSpan);
        }

        var segments = new List<ArraySegment<byte>>(MostSegments);
        foreach (var memory in bytes)
        {
            if (segments.Count == MostSegments || !MemoryMarshal.TryGetArray(memory, out var segment))
            {
                break;
            }

            segments.Add(segment);
        }

        return segments.Count == 0 ? Send(bytes.FirstSpan) : Send(segments); // memory that is no array goes piece by piece
    }

    /// <summary>Sends as much as can go now, with one call of the system.</summary>
    /// <returns>How much went; 0 where nothing can go.</returns>
    /// <exception cref="IOException">The connection is lost, or was closed.</exception>
    public int Send(List<ArraySegment<byte>> segments)
    {
        _writable.Clear();
        _isUnacknowledged = false;
        try
        {
            var count = _socket.Send(segments, SocketFlags.None, out var error);
            return error is SocketError.Success ? count : error is SocketError.WouldBlock ? 0 : throw Lost(error);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }
    }

    /// <summary>Lets who waits for writing ask again.</summary>
    public void WakeWriter() => _writable.Signal();

    /// <summary>Lets who waits for reading ask again.</summary>
    public void WakeReader() => _readable.Signal();

    /// <summary>Says that no more is sent, and takes what has come and nobody has read: the system would answer it with a reset, and the peer lose what was sent to it.</summary>
    public void EndInOrder()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(65_536);
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            var left = MostUnread;
            while (left > 0 && _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out _) > 0)
            {
                left--;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is lost, or closed already.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closes; who waits, or asks later, is told why.</summary>
    public void Close(string reason)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                return;
            }

            _closed = reason;
            (_isEnding, _isLost) = (true, true);
        }

        SocketPoller.Shared.Remove(Volatile.Read(ref _key));
        _socket.Dispose();
        _writable.Signal();
        _readable.Signal();
    }

    public void OnReady(uint events)
    {
        const uint Ends = Epoll.PeerHangUp | Epoll.HangUp | Epoll.Error;
        if ((events & Ends) != 0)
        {
            _isEnding = true; // it is told once, and maybe with bytes before it
            _isLost |= (events & (Epoll.HangUp | Epoll.Error)) != 0;
            Interlocked.Exchange(ref _ended, null)?.Invoke();
        }

        if ((events & (Epoll.Out | Epoll.HangUp | Epoll.Error)) != 0)
        {
            _writable.Signal();
        }

        if ((events & (Epoll.In | Ends)) != 0)
        {
            _readable.Signal();
        }
    }

    // Where nothing was answered that brought the acknowledgement along, and the peer may wait for it before it sends the rest.
    private void Acknowledge()
    {
        if (_isUnacknowledged)
        {
            _isUnacknowledged = false;
            QuickAck.Arm(_socket);
        }
    }

    // Before the first event, or before it was asked at all, nobody knows.
    private bool IsDrained()
    {
        if ((_key == 0 || !_isAsked) && !_isDrained)
        {
            Span<byte> one = stackalloc byte[1];
            try
            {
                _ = _socket.Receive(one, SocketFlags.Peek, out var error);
                _isDrained = error == SocketError.WouldBlock;
            }
            catch (ObjectDisposedException)
            {
                return false; // who asks is told
            }
        }

        return _isDrained;
    }

    private void Poll(bool forWriting)
    {
        if (Volatile.Read(ref _key) != 0 && (!forWriting || _isWritingPolled))
        {
            return;
        }

        lock (_gate)
        {
            if (_closed is not null)
            {
                return;
            }

            if (_key == 0)
            {
                Volatile.Write(ref _key, SocketPoller.Shared.Add(this, forWriting));
            }
            else if (forWriting && !_isWritingPolled)
            {
                SocketPoller.Shared.AddWriting(this, _key);
            }

            _isWritingPolled |= forWriting;
        }
    }

    private IOException Closed() => new(_closed ?? "The connection was closed.");

    // What is closed in the midst of a call ends it with an error of the system's: the reason is this side's all the same.
    private IOException Lost(SocketError error) =>
        _closed is null ? new(new SocketException((int)error).Message, new SocketException((int)error)) : Closed();
}

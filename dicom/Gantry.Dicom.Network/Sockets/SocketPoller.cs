using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <summary>Waits for all sockets of the process at once, on threads of its own, and lets go on who waits for one of them.</summary>
/// <remarks>
/// <para>
/// The framework's own waiting hands each event to a thread of the pool, which wakes one up: for a message of some hundred bytes that takes longer than all the rest.
/// Here the thread that has waited may go on with what the event is for, <see cref="SocketThreads"/> tells how far. There are some of them, so that one who takes his time does
/// not keep others waiting. Where events follow each other closely one of them looks for the next before it sleeps.
/// </para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
internal sealed class SocketPoller
{
    private static readonly Lazy<SocketPoller> LazyShared = new(static () => new SocketPoller(Math.Max(4, Environment.ProcessorCount * 2)));

    private readonly int _set = Epoll.Create();
    private readonly ConcurrentDictionary<long, IPolled> _sockets = new();
    private long _lastKey;
    private int _isLooking;
    private int _found; // events so far

    private SocketPoller(int threads)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(Run) { IsBackground = true, Name = "DICOM sockets" }.UnsafeStart();
        }
    }

    /// <summary>The one of the process.</summary>
    public static SocketPoller Shared => LazyShared.Value;

    /// <summary>Tells a socket of its events from now on.</summary>
    /// <returns>The key to give with changes; 0 where the socket is closed.</returns>
    public long Add(IPolled socket, bool forWriting)
    {
        var key = Interlocked.Increment(ref _lastKey);
        _sockets[key] = socket;
        var isWatched = false;
        try
        {
            isWatched = Epoll.Watch(_set, socket.Handle, key, isNew: true, forWriting);
            return isWatched ? key : 0;
        }
        finally
        {
            if (!isWatched)
            {
                Remove(key);
            }
        }
    }

    /// <summary>Tells a socket of its becoming writable, too.</summary>
    public void AddWriting(IPolled socket, long key) => Epoll.Watch(_set, socket.Handle, key, isNew: false, forWriting: true);

    /// <summary>Tells it of nothing more; the system forgets it when it is closed.</summary>
    public void Remove(long key) => _sockets.TryRemove(key, out _);

    /// <summary>Tells it of nothing more, though it stays open: another may watch the socket.</summary>
    public void Forget(IPolled socket, long key)
    {
        Remove(key);
        Epoll.Forget(_set, socket.Handle);
    }

    private void Run()
    {
        SocketThreads.Enter();
        var patience = new Patience();
        while (true)
        {
            SocketThreads.BeginWaiting();
            var (key, events) = Next(patience); // one at a time: who waits behind another would wait for what that one does
            SocketThreads.EndWaiting();
            if (events != 0)
            {
                Interlocked.Increment(ref _found);
                Receive(key, events);
                SocketThreads.DoSoon();
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // no socket stays on the stack while the thread waits for the next
    private void Receive(long key, uint events)
    {
        if (_sockets.TryGetValue(key, out var socket))
        {
            socket.OnReady(events);
        }
    }

    private (long Key, uint Events) Next(Patience patience)
    {
        if (patience.IsWorthIt && Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            var before = Volatile.Read(ref _found);
            var found = Look(before);
            Volatile.Write(ref _isLooking, 0);
            patience.OnLooked(found.Events != 0 || Volatile.Read(ref _found) != before);
            if (found.Events != 0)
            {
                return found;
            }
        }

        var begun = Stopwatch.GetTimestamp();
        var next = Epoll.Wait(_set, Epoll.Forever);
        patience.OnSlept(Stopwatch.GetTimestamp() - begun);
        return next;
    }

    // One thread is enough: two would find no more. One that sleeps may have been woken first; there is nothing to look for then.
    private (long Key, uint Events) Look(int before)
    {
        var end = Stopwatch.GetTimestamp() + Patience.Ticks;
        do
        {
            if (Epoll.Wait(_set, 0) is { Events: not 0 } found)
            {
                return found;
            }

            Thread.Yield(); // to who waits for this processor: it may be the peer
        }
        while (Volatile.Read(ref _found) == before && Stopwatch.GetTimestamp() < end);
        return default;
    }
}

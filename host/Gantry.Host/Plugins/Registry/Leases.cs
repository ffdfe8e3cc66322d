namespace Gantry.Host.Plugins.Registry;

/// <summary>The leases of one generation, the oldest first. Once closed no more are given out, and with the last one back the generation is drained.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Leases(TimeProvider time)
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Lease? _oldest;
    private Lease? _newest;
    private int _count;
    private bool _isClosed;

    /// <summary>Those given out and not yet back.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How long the oldest has been out; null where none is.</summary>
    public TimeSpan? OldestAge
    {
        get
        {
            lock (_lock)
            {
                return _oldest is { } oldest ? time.GetElapsedTime(oldest.Since) : null;
            }
        }
    }

    /// <summary>Ends when it is closed and the last lease is back.</summary>
    public Task Drained => _drained.Task;

    /// <returns>Null once closed; whoever asked takes the next generation.</returns>
    public Lease? TryTake(PluginGeneration generation)
    {
        var lease = new Lease(this, generation, time.GetTimestamp());
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            lease.Older = _newest;
            if (_newest is null)
            {
                _oldest = lease;
            }
            else
            {
                _newest.Newer = lease;
            }

            _newest = lease;
            _count++;
        }

        return lease;
    }

    /// <summary>Gives out no more.</summary>
    public void Close()
    {
        bool isDrained;
        lock (_lock)
        {
            _isClosed = true;
            isDrained = _count == 0;
        }

        if (isDrained)
        {
            _drained.TrySetResult();
        }
    }

    internal void Return(Lease lease)
    {
        bool isDrained;
        lock (_lock)
        {
            if (lease.Older is { } older)
            {
                older.Newer = lease.Newer;
            }
            else
            {
                _oldest = lease.Newer;
            }

            if (lease.Newer is { } newer)
            {
                newer.Older = lease.Older;
            }
            else
            {
                _newest = lease.Older;
            }

            // Kept longer by its last holder, it must not keep its neighbours.
            (lease.Older, lease.Newer) = (null, null);
            _count--;
            isDrained = _isClosed && _count == 0;
        }

        if (isDrained)
        {
            _drained.TrySetResult();
        }
    }
}

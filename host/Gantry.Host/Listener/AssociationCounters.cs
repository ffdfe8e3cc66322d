namespace Gantry.Host.Listener;

/// <summary>Counts associations and holds their number below the limit.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AssociationCounters
{
    private int _current;
    private long _total;
    private long _rejected;

    public int Current => Volatile.Read(ref _current);

    public long Total => Volatile.Read(ref _total);

    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>The number of a new association; unique while the host runs.</summary>
    public long Open()
    {
        Interlocked.Increment(ref _current);
        return Interlocked.Increment(ref _total);
    }

    public void Close() => Interlocked.Decrement(ref _current);

    public void Reject() => Interlocked.Increment(ref _rejected);
}

namespace Gantry.Plugins.FileStore;

/// <summary>The entries of a journal that the catalog may still lose, in their order.</summary>
/// <remarks>Safe for concurrent use. There are as many as the journal has entries since it could be emptied last.</remarks>
internal sealed class UnsettledEntries
{
    private readonly object _gate = new();
    private readonly Queue<UnsettledEntry> _entries = new();

    /// <summary>Adds an entry; numbers only grow.</summary>
    public UnsettledEntry Add(ulong sequence)
    {
        var entry = new UnsettledEntry(this, sequence);
        lock (_gate)
        {
            _entries.Enqueue(entry);
        }

        return entry;
    }

    /// <summary>All entries with a lower number than this are settled.</summary>
    /// <param name="next">The number that comes next: what it is where there are none.</param>
    public ulong SettledBefore(ulong next)
    {
        lock (_gate)
        {
            return Before(next);
        }
    }

    /// <summary>Settles an entry.</summary>
    public void Settle(UnsettledEntry entry)
    {
        lock (_gate)
        {
            entry.IsSettled = true;
            while (_entries.TryPeek(out var first) && first.IsSettled)
            {
                _entries.Dequeue();
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until all entries with a lower number are settled.</summary>
    /// <returns>False where that took too long.</returns>
    public bool WaitUntilSettledBefore(ulong sequence, TimeSpan limit)
    {
        var start = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            while (Before(sequence) < sequence)
            {
                var left = limit - TimeProvider.System.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return Before(sequence) >= sequence;
                }
            }

            return true;
        }
    }

    private ulong Before(ulong next) => _entries.TryPeek(out var first) ? Math.Min(first.Sequence, next) : next;
}

namespace Gantry.Host.Plugins.Registry;

/// <summary>Counts who uses a generation. It begins at one, the registry's own use; at zero it stays, and the generation is drained.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class LeaseCount
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1;

    /// <summary>The leases given out and not yet back, the registry's own included.</summary>
    public int Value => Volatile.Read(ref _count);

    /// <summary>Ends when the last lease is back.</summary>
    public Task Drained => _drained.Task;

    /// <returns>False once drained; whoever asked takes the next generation.</returns>
    public bool TryAcquire()
    {
        var seen = Volatile.Read(ref _count);
        while (seen > 0)
        {
            var found = Interlocked.CompareExchange(ref _count, seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _drained.SetResult();
        }
    }
}

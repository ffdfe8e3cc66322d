namespace Gantry.Dal.Relational.Ingest;

/// <summary>What waits for the writer, first come, first served; whoever comes where it is full waits.</summary>
/// <remarks>
/// The writer's thread sleeps while there is nothing: one that first looks for work in a loop takes the processor from those who would bring it. Safe for concurrent use;
/// one thread reads. Whoever brings work while it sleeps and nothing waits may do that work in its place.
/// </remarks>
/// <param name="maximum">How many may wait.</param>
internal sealed class WriterQueue(int maximum) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<WriterWork> _queue = new();
    private readonly SemaphoreSlim _room = new(maximum);
    private bool _isCompleted;
    private bool _isWriting;
    private long? _due;

    /// <summary>Adds work.</summary>
    /// <returns>False where the queue takes no more.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was added.</exception>
    public async ValueTask<bool> AddAsync(WriterWork work, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_isCompleted)
            {
                _room.Release(); // the next one shall not wait for ever
                return false;
            }

            _queue.Enqueue(work);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes the writer's place for one piece of work.</summary>
    /// <returns>False where the writer is at work, or has some: then it is to be brought to it.</returns>
    public bool TryBecomeWriter()
    {
        lock (_gate)
        {
            if (_isWriting || _isCompleted || _queue.Count > 0)
            {
                return false;
            }

            _isWriting = true;
            return true;
        }
    }

    /// <summary>Ends what <see cref="Take"/> or <see cref="TryBecomeWriter"/> has begun.</summary>
    /// <param name="due">When <see cref="Take"/> is to return although no work has come, by <see cref="Environment.TickCount64"/>; null for never.</param>
    public void EndWriting(long? due = null)
    {
        lock (_gate)
        {
            var isToBeKnown = due is not null && (_due is null || IsPast(due));
            (_isWriting, _due) = (false, due);
            if (_queue.Count > 0 || _isCompleted || isToBeKnown)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Takes what waits, or waits for it. The caller is the writer until <see cref="EndWriting"/>.</summary>
    /// <param name="group">Gets the work; none where <see cref="EndWriting"/> has said that it is time.</param>
    /// <param name="most">The most to take.</param>
    /// <returns>False where there is none and will be none.</returns>
    public bool Take(List<WriterWork> group, int most)
    {
        var taken = 0;
        lock (_gate)
        {
            while (_isWriting || (_queue.Count == 0 && !IsPast(_due)))
            {
                if (_isCompleted && !_isWriting)
                {
                    return false;
                }

                Monitor.Wait(_gate, _isWriting || _due is not { } due ? Timeout.Infinite : (int)Math.Max(due - Environment.TickCount64, 1));
            }

            _isWriting = true;

            for (; taken < most && _queue.TryDequeue(out var work); taken++)
            {
                group.Add(work);
            }
        }

        if (taken > 0)
        {
            _room.Release(taken);
        }

        return true;
    }

    /// <summary>Takes no more work; what waits is still given out.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isCompleted = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private static bool IsPast(long? due) => due <= Environment.TickCount64;
}

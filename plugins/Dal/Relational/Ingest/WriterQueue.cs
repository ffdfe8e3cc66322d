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
    public void EndWriting()
    {
        lock (_gate)
        {
            _isWriting = false;
            if (_queue.Count > 0 || _isCompleted)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Takes what waits, or waits for it. The caller is the writer until <see cref="EndWriting"/>.</summary>
    /// <param name="group">Gets the work.</param>
    /// <param name="most">The most to take.</param>
    /// <returns>False where there is none and will be none.</returns>
    public bool Take(List<WriterWork> group, int most)
    {
        var taken = 0;
        lock (_gate)
        {
            while (_isWriting || _queue.Count == 0)
            {
                if (_isCompleted && !_isWriting)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            _isWriting = true;

            for (; taken < most && _queue.TryDequeue(out var work); taken++)
            {
                group.Add(work);
            }
        }

        _room.Release(taken);
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
}

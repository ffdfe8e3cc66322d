using System.Diagnostics.CodeAnalysis;

namespace Gantry.Plugins.FileStore;

/// <summary>Threads of the store's own for calls that wait for the disk: an fsync on the thread pool would starve every association.</summary>
/// <remarks>
/// Threads are made as work waits, up to a maximum, and end with <see cref="Dispose"/>. A thread without work sleeps at once: one that first looks for some in a loop
/// takes the processor from those who would bring it. Safe for concurrent use.
/// </remarks>
internal sealed class FileThreads(int maximum) : TaskScheduler, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Task> _queue = new();
    private readonly List<Thread> _threads = [];
    private int _idle;
    private bool _isStopped;

    public override int MaximumConcurrencyLevel => maximum;

    /// <summary>Runs blocking work on one of the threads. Cancelled before the work has begun, it is not run; after that it runs to its end.</summary>
    /// <exception cref="ObjectDisposedException">The store has stopped.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously, this);

    /// <summary>Runs blocking work on one of the threads.</summary>
    public Task RunAsync(Action work, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    /// <summary>Finishes what waits and ends the threads.</summary>
    public void Dispose()
    {
        Thread[] threads;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            threads = [.. _threads];
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _queue.Enqueue(task);
            if (_queue.Count > _idle && _threads.Count < maximum)
            {
                var thread = new Thread(Run) { IsBackground = true, Name = $"Gantry file store {_threads.Count + 1}" };
                _threads.Add(thread);
                thread.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _queue];
        }
    }

    private void Run()
    {
        while (TryTake(out var task))
        {
            TryExecuteTask(task);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Task? task)
    {
        lock (_gate)
        {
            while (!_queue.TryDequeue(out task))
            {
                if (_isStopped)
                {
                    return false;
                }

                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return true;
        }
    }
}

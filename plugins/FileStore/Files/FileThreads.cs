using System.Diagnostics.CodeAnalysis;

namespace Gantry.Plugins.FileStore;

/// <summary>Threads of the store's own for calls that wait for the disk: an fsync on the thread pool would starve every association.</summary>
/// <remarks>
/// Threads are made as work waits, up to a maximum, and end with <see cref="Dispose"/>. A thread without work sleeps at once: one that first looks for some in a loop
/// takes the processor from those who would bring it. Safe for concurrent use.
/// </remarks>
internal sealed class FileThreads(int maximum) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<FileWork> _queue = new();
    private readonly List<Thread> _threads = [];
    private int _idle;
    private int _elsewhere; // work that others do on threads of their own
    private bool _isStopped;

    /// <summary>Runs blocking work on one of the threads. Cancelled before the work has begun, it is not run; after that it runs to its end.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait for a thread.</param>
    /// <param name="continuesHere">
    /// True where whoever awaits it goes on at once, on the thread of the work, and not on one of the pool that would have to wake first: for those who have little left to do, and do not block.
    /// </param>
    /// <exception cref="ObjectDisposedException">The store has stopped.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken, bool continuesHere = false)
    {
        var waiting = new FileWork<T>(work, continuesHere);
        waiting.CancelWith(cancellationToken);
        Add(waiting);
        return waiting.Completion;
    }

    /// <summary>Runs blocking work on one of the threads.</summary>
    public Task RunAsync(Action work, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    /// <summary>Runs blocking work, where that does no harm at once on the thread of the caller: to wake another one takes as long as the work does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="mayBlock">True where the caller's thread may be blocked; otherwise it is <see cref="RunAsync{T}"/>, with <c>continuesHere</c>.</param>
    /// <param name="cancellationToken">As long as the work has not begun.</param>
    /// <exception cref="ObjectDisposedException">The store has stopped.</exception>
    public Task<T> RunNearAsync<T>(Func<T> work, bool mayBlock, CancellationToken cancellationToken)
    {
        if (!mayBlock)
        {
            return RunAsync(work, cancellationToken, continuesHere: true);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        BeginElsewhere();
        try
        {
            return Task.FromResult(work());
        }
#pragma warning disable CA1031 // it is for whoever awaits it, as on the other threads
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(exception);
        }
        finally
        {
            EndElsewhere();
        }
    }

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
            while (_elsewhere > 0)
            {
                Monitor.Wait(_gate);
            }
        }

        foreach (var thread in threads.Where(thread => thread != Thread.CurrentThread)) // which goes on here after work of its own
        {
            thread.Join();
        }
    }

    private void BeginElsewhere()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _elsewhere++;
        }
    }

    private void EndElsewhere()
    {
        lock (_gate)
        {
            if (--_elsewhere == 0 && _isStopped)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Add(FileWork work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _queue.Enqueue(work);
            if (_queue.Count > _idle && _threads.Count < maximum)
            {
                var thread = new Thread(Run) { IsBackground = true, Name = $"Gantry file store {_threads.Count + 1}" };
                _threads.Add(thread);
                thread.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (TryTake(out var work))
        {
            work.Run();
        }
    }

    private bool TryTake([NotNullWhen(true)] out FileWork? work)
    {
        lock (_gate)
        {
            while (!_queue.TryDequeue(out work))
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

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Gantry.Dicom.Network;

/// <summary>Sends instances on one association at a time, as many at once as the peer takes.</summary>
/// <remarks>One loop opens associations, waits and begins to send; what fails for a reason that passes comes back to it.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing.")]
internal sealed partial class StoreWorker(
    AssociationPool pool, RetryPolicy retry, int maximumOperations, StoreOptions options, StoreQueue queue, StoreContexts contexts, StoreTally tally) : IAsyncDisposable
{
    private readonly ConcurrentQueue<StoreInstance> _again = [];
    private readonly SemaphoreSlim _ended = new(0);
    private AssociationLease? _lease;
    private Exception? _fault;
    private int _outstanding;
    private int _attemptsBeforeWait;

    /// <summary>Opens an association at once, for what was seen so far; false where there is none to be had, or it takes too long.</summary>
    public async Task<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(contexts.Latest, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is AssociationException or OperationCanceledException)
        {
            return false; // the peer takes no more: another worker goes on, and tells if there is nothing to be had
        }
    }

    /// <summary>Sends until nothing waits any more.</summary>
    /// <exception cref="AssociationException">The peer cannot be reached any more; what was not sent has been put back.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } instance)
            {
                await BeginAsync(instance, cancellationToken).ConfigureAwait(false);
                await UntilAsync(Window - 1).ConfigureAwait(false);
            }
        }
        finally
        {
            await UntilAsync(0).ConfigureAwait(false);
            while (_again.TryDequeue(out var instance))
            {
                queue.PutBack(instance);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lease, null) is { } lease)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    // How many may be on their way.
    private int Window => _lease?.Association.Parameters.AsynchronousOperationsWindow.Invoked switch
    {
        null => 1,
        0 => maximumOperations,
        { } window => Math.Min(window, maximumOperations),
    };

    private async ValueTask<StoreInstance?> NextAsync(CancellationToken cancellationToken)
    {
        if (queue.Count == 0)
        {
            await UntilAsync(0).ConfigureAwait(false); // one of them may have to be sent again
        }

        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        if (Volatile.Read(ref _attemptsBeforeWait) > 0)
        {
            await UntilAsync(0).ConfigureAwait(false);
            await retry.WaitAsync(Interlocked.Exchange(ref _attemptsBeforeWait, 0), cancellationToken).ConfigureAwait(false);
        }

        return _again.TryDequeue(out var again) ? again : await queue.TakeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask BeginAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            if (!IsFitting(instance))
            {
                await UntilAsync(0).ConfigureAwait(false);
                await OpenForAsync(instance, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            queue.PutBack(instance);
            throw;
        }

        if (Window == 1)
        {
            await SendAsync(instance, cancellationToken).ConfigureAwait(false);
            return;
        }

        Interlocked.Increment(ref _outstanding);
        _ = SendBesideAsync(instance, cancellationToken);
    }

    private async Task SendBesideAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        await SendAsync(instance, cancellationToken).ConfigureAwait(false);
        Interlocked.Decrement(ref _outstanding);
        _ended.Release();
    }

    private async ValueTask UntilAsync(int outstanding)
    {
        while (Volatile.Read(ref _outstanding) > outstanding)
        {
            await _ended.WaitAsync().ConfigureAwait(false);
        }
    }
}

using System.Runtime.ExceptionServices;

namespace Gantry.Dicom.Network;

/// <summary>One call of <see cref="DicomClient.StoreAsync(IAsyncEnumerable{StoreSource}, StoreOptions?, CancellationToken)"/>: one that reads ahead, and some that send.</summary>
internal sealed class StoreOperation(AssociationPool pool, RetryPolicy retry, int maximumOperations, StoreOptions options)
{
    // Another association costs a handshake, and a process at some peers.
    private const int WaitingForAnother = 16;

    private readonly StoreQueue _queue = new();
    private readonly StoreContexts _contexts = new(options.ConvertsNative);
    private readonly StoreTally _tally = new(options.Progress);
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AssociationException? _fault;
    private int _workers;

    public async Task<StoreSummary> RunAsync(IAsyncEnumerable<StoreSource> sources, int maximumAssociations, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(sources, ending.Token), CancellationToken.None);
        List<Task> running = [reading];
        try
        {
            await _queue.Primed.WaitAsync(ending.Token).ConfigureAwait(false);
            var workers = _workers = Math.Clamp(_queue.Count / WaitingForAnother, 1, maximumAssociations);
            for (var i = 0; i < workers; i++)
            {
                var isFirst = i == 0;
                running.Add(Task.Run(() => WorkAsync(isFirst, ending), CancellationToken.None));
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            running.FirstOrDefault(task => task.IsFaulted)?.GetAwaiter().GetResult(); // what ended it, not what it ended
            throw;
        }
        finally
        {
            _queue.Clear();
        }

        return _tally.Summary;
    }

    private async Task ReadAsync(IAsyncEnumerable<StoreSource> sources, CancellationToken cancellationToken)
    {
        try
        {
            var enumerator = sources.GetAsyncEnumerator(cancellationToken);
            await using (enumerator.ConfigureAwait(false))
            {
                using var selection = new StoreSelection(options.Choose, QueueAsync, _tally);
                while (await NextAsync(enumerator).ConfigureAwait(false))
                {
                    if (await OpenAsync(enumerator.Current, cancellationToken).ConfigureAwait(false) is { } instance)
                    {
                        await selection.AddAsync(instance, cancellationToken).ConfigureAwait(false);
                    }
                }

                await selection.EndAsync(cancellationToken).ConfigureAwait(false);
            }

            _queue.Complete();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _queue.Complete(exception);
            throw;
        }
    }

    private ValueTask QueueAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        _contexts.Add(instance.SopClass, instance.TransferSyntax);
        return _queue.AddAsync(instance, cancellationToken);
    }

    private ValueTask<bool> NextAsync(IAsyncEnumerator<StoreSource> sources)
    {
        var next = sources.MoveNextAsync();
        if (!next.IsCompleted)
        {
            _queue.Prime();
        }

        return next;
    }

    private async ValueTask<StoreInstance?> OpenAsync(StoreSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or DicomEncodingException)
        {
            _tally.Add(new StoreOutcome(source, StoreResult.Unreadable) { Message = fault.Message });
            return null;
        }
    }

    // A peer that serves one association at a time leaves a second one unanswered until the first has ended.
    private async Task<bool> TryOpenAsync(StoreWorker worker, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var opening = worker.TryOpenAsync(giveUp.Token);
        if (await Task.WhenAny(opening, _sent.Task).ConfigureAwait(false) != opening)
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
        }

        return await opening.ConfigureAwait(false);
    }

    private async Task WorkAsync(bool isFirst, CancellationTokenSource ending)
    {
        var worker = new StoreWorker(pool, retry, maximumOperations, options, _queue, _contexts, _tally);
        await using (worker.ConfigureAwait(false))
        {
            try
            {
                if (isFirst || await TryOpenAsync(worker, ending.Token).ConfigureAwait(false))
                {
                    await worker.RunAsync(ending.Token).ConfigureAwait(false);
                    _sent.TrySetResult();
                }
            }
            catch (AssociationException fault)
            {
                Volatile.Write(ref _fault, fault); // the others go on with what it has put back
            }
            catch
            {
                await ending.CancelAsync().ConfigureAwait(false);
                throw;
            }

            if (Interlocked.Decrement(ref _workers) == 0 && Volatile.Read(ref _fault) is { } last && !_queue.IsDrained)
            {
                await ending.CancelAsync().ConfigureAwait(false);
                ExceptionDispatchInfo.Throw(last);
            }
        }
    }
}

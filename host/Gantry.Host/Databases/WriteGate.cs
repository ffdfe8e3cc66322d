namespace Gantry.Host.Databases;

/// <summary>Where all that writes into the database goes through, so that it can be held for a moment.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class WriteGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;
    private TaskCompletionSource? _drained;
    private int _inside;

    /// <summary>Goes in, after a wait where it is held. <see cref="Leave"/> follows.</summary>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_closed is null)
                {
                    _inside++;
                    return;
                }

                opened = _closed.Task;
            }

            await opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
            {
                _drained?.TrySetResult();
            }
        }
    }

    /// <summary>Holds it: nobody is inside, and nobody goes in until <see cref="Open"/>. One at a time holds it.</summary>
    /// <returns>False where those inside did not leave in time; it is open again.</returns>
    public async ValueTask<bool> TryHoldAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task drained;
        lock (_lock)
        {
            _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_inside == 0)
            {
                _drained.SetResult();
            }

            drained = _drained.Task;
        }

        try
        {
            await drained.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Open();
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Lets in again who waits.</summary>
    public void Open()
    {
        TaskCompletionSource? closed;
        lock (_lock)
        {
            (closed, _closed, _drained) = (_closed, null, null);
        }

        closed?.TrySetResult();
    }
}

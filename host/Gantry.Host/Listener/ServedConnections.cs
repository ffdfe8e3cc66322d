using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>The connections that a listener serves itself, until the last has ended.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ServedConnections
{
    private readonly Lock _gate = new();
    private readonly HashSet<PolledConnection> _open = [];
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnding;

    /// <summary>Adds one.</summary>
    /// <returns>False where the listener ends.</returns>
    public bool TryAdd(PolledConnection connection)
    {
        lock (_gate)
        {
            return !_isEnding && _open.Add(connection);
        }
    }

    public void Remove(PolledConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            if (_isEnding && _open.Count == 0)
            {
                _allEnded.TrySetResult();
            }
        }
    }

    /// <summary>Takes no more, and waits for all that are open, whose associations are being ended.</summary>
    /// <param name="cancellationToken">Closes them.</param>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isEnding = true;
            if (_open.Count == 0)
            {
                return;
            }
        }

        try
        {
            await _allEnded.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Abort();
        }
    }

    private void Abort()
    {
        PolledConnection[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var connection in open)
        {
            connection.Abort(new ConnectionAbortedException("The server ends."));
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom.Network;

/// <summary>The associations to one peer: no more than a limit at a time, and used again while they stand.</summary>
/// <param name="open">Opens an association.</param>
/// <param name="maximum">The most that are open at a time, idle ones included.</param>
/// <param name="idleTimeout">How long one is kept that nobody uses.</param>
/// <param name="time">The clock.</param>
/// <remarks>Safe for concurrent use.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing.")]
internal sealed class AssociationPool(
    Func<ContextSet, IDimseHandler?, CancellationToken, Task<Association>> open, int maximum, TimeSpan idleTimeout, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(maximum, maximum); // of those in use; idle ones give way
    private readonly List<PooledAssociation> _idle = []; // the one used last is last
    private Task _closing = Task.CompletedTask;
    private int _inUse;
    private bool _isDisposed;

    /// <summary>The associations that stand: in use, and idle.</summary>
    public (int InUse, int Idle) Count
    {
        get
        {
            lock (_gate)
            {
                return (_inUse, _idle.Count);
            }
        }
    }

    /// <summary>Gives an association with the contexts; waits where all are in use.</summary>
    public async Task<AssociationLease> RentAsync(ContextSet contexts, CancellationToken cancellationToken)
    {
        await TakePlaceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return TakeIdle(contexts) is { } idle
                ? new AssociationLease(this, idle, isReused: true, mayBeReused: true)
                : await OpenAsync(contexts, handler: null, mayBeReused: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            GivePlaceBack();
            throw;
        }
    }

    /// <summary>Opens an association for one use, with a handler for what the peer requests on it.</summary>
    public async Task<AssociationLease> OpenAsync(ContextSet contexts, IDimseHandler? handler, CancellationToken cancellationToken)
    {
        await TakePlaceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAsync(contexts, handler, mayBeReused: false, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            GivePlaceBack();
            throw;
        }
    }

    /// <summary>Takes an association back.</summary>
    public async ValueTask ReturnAsync(PooledAssociation pooled, bool mayBeReused)
    {
        var isKept = false;
        lock (_gate)
        {
            if (mayBeReused && !_isDisposed && idleTimeout > TimeSpan.Zero && pooled.Association.IsEstablished)
            {
                _idle.Add(pooled);
                pooled.StartIdle(idleTimeout);
                isKept = true;
            }
        }

        if (!isKept)
        {
            pooled.Dispose();
            await pooled.Association.DisposeAsync().ConfigureAwait(false);
        }

        GivePlaceBack();
    }

    /// <summary>Releases idle associations; those in use are released when they are given back.</summary>
    public async ValueTask DisposeAsync()
    {
        PooledAssociation[] idle;
        Task closing;
        lock (_gate)
        {
            _isDisposed = true;
            idle = [.. _idle];
            _idle.Clear();
            closing = _closing;
        }

        foreach (var pooled in idle)
        {
            pooled.Dispose();
            await pooled.Association.DisposeAsync().ConfigureAwait(false);
        }

        await closing.ConfigureAwait(false);
    }

    private async Task<AssociationLease> OpenAsync(ContextSet contexts, IDimseHandler? handler, bool mayBeReused, CancellationToken cancellationToken)
    {
        await MakeRoomAsync().ConfigureAwait(false);
        var association = await open(contexts, handler, cancellationToken).ConfigureAwait(false);
        var pooled = new PooledAssociation(association, contexts, time, OnExpired);
        _ = association.Ended.ContinueWith(_ => OnExpired(pooled), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return new AssociationLease(this, pooled, isReused: false, mayBeReused);
    }

    private async Task TakePlaceAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _inUse++;
            if (!_isDisposed)
            {
                return;
            }
        }

        GivePlaceBack();
        throw new ObjectDisposedException(nameof(DicomClient));
    }

    private void GivePlaceBack()
    {
        lock (_gate)
        {
            _inUse--;
        }

        _places.Release();
    }

    private PooledAssociation? TakeIdle(ContextSet contexts)
    {
        lock (_gate)
        {
            var index = _idle.FindLastIndex(pooled => pooled.Association.IsEstablished && pooled.Contexts.Covers(contexts));
            if (index < 0)
            {
                return null;
            }

            var found = _idle[index];
            _idle.RemoveAt(index);
            found.StopIdle();
            return found;
        }
    }

    // Idle associations are as many as may be, so the one unused for longest makes room for one with other contexts.
    private async Task MakeRoomAsync()
    {
        PooledAssociation? oldest = null;
        lock (_gate)
        {
            if (_idle.Count > 0 && _idle.Count + _inUse > maximum)
            {
                oldest = _idle[0];
                _idle.RemoveAt(0);
            }
        }

        if (oldest is not null)
        {
            oldest.Dispose();
            await oldest.Association.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Idle for long enough, or ended by the peer.
    private void OnExpired(PooledAssociation pooled)
    {
        lock (_gate)
        {
            if (!_idle.Remove(pooled))
            {
                return; // in use: whoever uses it will see
            }

            _closing = Task.WhenAll(_closing, CloseAsync(pooled));
        }
    }

    private static async Task CloseAsync(PooledAssociation pooled)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the caller is a timer, or the association's end itself
        pooled.Dispose();
        await pooled.Association.DisposeAsync().ConfigureAwait(false);
    }
}

namespace Gantry.Dicom.Network;

/// <summary>An association of the pool in somebody's use; disposing gives it back, to be used again if it still stands and was opened for that.</summary>
internal sealed class AssociationLease(AssociationPool pool, PooledAssociation pooled, bool isReused, bool mayBeReused) : IAsyncDisposable
{
    private int _isReturned;

    public Association Association => pooled.Association;

    public ContextSet Contexts => pooled.Contexts;

    /// <summary>True where it was used before: it may have been closed by the peer meanwhile, which says nothing about the peer.</summary>
    public bool IsReused => isReused;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
        {
            await pool.ReturnAsync(pooled, mayBeReused).ConfigureAwait(false);
        }
    }
}

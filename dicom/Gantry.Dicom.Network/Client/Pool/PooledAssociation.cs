namespace Gantry.Dicom.Network;

/// <summary>An association that a pool has opened, with the timer that ends its idleness.</summary>
internal sealed class PooledAssociation : IDisposable
{
    private readonly Watch _idle;

    public PooledAssociation(Association association, ContextSet contexts, TimeProvider time, Action<PooledAssociation> expired)
    {
        Association = association;
        Contexts = contexts;
        _idle = new Watch(time, () => expired(this));
    }

    public Association Association { get; }

    public ContextSet Contexts { get; }

    public void StartIdle(TimeSpan timeout) => _idle.Start(timeout);

    public void StopIdle() => _idle.Stop();

    public void Dispose() => _idle.Dispose();
}

using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace Gantry.Dicom.Network;

/// <summary>Whether one direction of a socket is ready, and the one who waits for that.</summary>
/// <remarks>One waits at a time; all else is safe for concurrent use.</remarks>
internal sealed class Readiness(PipeScheduler scheduler) : IValueTaskSource<int>
{
    private const int None = 0;
    private const int Ready = 1;
    private const int Awaited = 2;

    private ManualResetValueTaskSourceCore<int> _waiting;
    private int _state;

    /// <summary>Forgets what came so far; call before the socket is asked, which is what it came for.</summary>
    public void Clear() => Interlocked.CompareExchange(ref _state, None, Ready);

    /// <summary>Waits for the next event, or for one that was not asked for yet.</summary>
    public ValueTask<int> WaitAsync()
    {
        _waiting.Reset();
        if (Interlocked.CompareExchange(ref _state, Awaited, None) == None)
        {
            return new ValueTask<int>(this, _waiting.Version);
        }

        Clear();
        return default;
    }

    /// <summary>It is ready, or there is nothing to wait for any more: who waits goes on.</summary>
    public void Signal()
    {
        if (Interlocked.CompareExchange(ref _state, Ready, None) == None)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _state, None, Awaited) == Awaited)
        {
            scheduler.Schedule(static readiness => ((Readiness)readiness!)._waiting.SetResult(0), this);
        }
    }

    int IValueTaskSource<int>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);
}

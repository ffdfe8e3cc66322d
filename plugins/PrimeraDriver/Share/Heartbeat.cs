namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Sees whether PTBurn lives: what it writes into its status changes all the time, by the clock of its own computer, which may be any.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Heartbeat(TimeProvider time)
{
    private readonly Lock _lock = new();
    private string? _beat;
    private long _since;

    /// <summary>Whether the beat has been the same for too long.</summary>
    /// <param name="beat">What was read.</param>
    /// <param name="timeout">How long it may be.</param>
    public bool IsStuck(string beat, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (beat != _beat)
            {
                (_beat, _since) = (beat, time.GetTimestamp());
            }

            return time.GetElapsedTime(_since) > timeout;
        }
    }
}

namespace Gantry.Plugins.Retention;

/// <summary>Tells whether the clock was set ahead: then all studies look older than they are.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ClockWatch(TimeProvider time)
{
    /// <summary>What is no correction of a clock any more.</summary>
    public static readonly TimeSpan Leap = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private DateTimeOffset _now = time.GetUtcNow();
    private long _timestamp = time.GetTimestamp();

    /// <summary>True where the clock has gone ahead by more than <see cref="Leap"/> beyond the time that has passed since it was looked at last.</summary>
    public bool HasLeapt()
    {
        lock (_gate)
        {
            var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
            var leapt = now - _now - time.GetElapsedTime(_timestamp, timestamp) > Leap;
            (_now, _timestamp) = (now, timestamp);
            return leapt;
        }
    }
}

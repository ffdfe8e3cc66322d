namespace Gantry.Host.Maintenance.Verification;

/// <summary>Holds reading back to a rate, whoever reads: the store serves others meanwhile.</summary>
/// <param name="bytesPerSecond">The rate; 0 for no limit.</param>
/// <param name="time">Tells the time.</param>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ReadingRate(long bytesPerSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _free = time.GetTimestamp(); // when all that was read so far has had its time

    /// <summary>Waits until so many bytes more may be read.</summary>
    public async ValueTask WaitAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond == 0)
        {
            return;
        }

        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            wait = time.GetElapsedTime(now, Math.Max(_free, now));
            _free = Math.Max(_free, now) + (long)((double)bytes / bytesPerSecond * time.TimestampFrequency);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}

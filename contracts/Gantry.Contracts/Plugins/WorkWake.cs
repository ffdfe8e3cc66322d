using System.Threading.Channels;

namespace Gantry.Contracts;

/// <summary>Has work that <see cref="BackgroundWork"/> repeats done at once, before its interval has passed.</summary>
/// <remarks>Safe for concurrent use; for one work. A wake while the work goes on has it done once more after that.</remarks>
public sealed class WorkWake
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has the work done at once.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Waits for a wake, for the interval, or to be told to stop, whatever comes first. Neither a timer nor a reader is left behind: they would keep the plugin in memory.</summary>
    internal async Task WaitAsync(TimeSpan interval, TimeProvider time, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var elapsed = Task.Delay(interval, time, end.Token);
        await Task.WhenAny(_wakes.Reader.WaitToReadAsync(end.Token).AsTask(), elapsed).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        _wakes.Reader.TryRead(out _);
    }
}

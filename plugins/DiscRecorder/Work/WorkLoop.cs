using System.Threading.Channels;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>Does work again and again: at once when it is woken, and else from time to time. What the work throws is told and tried again.</summary>
/// <param name="work">The work.</param>
/// <param name="interval">How long it waits; asked anew each time.</param>
/// <param name="failed">Is told of what the work throws.</param>
/// <param name="time">The clock of the interval.</param>
internal sealed class WorkLoop(Func<CancellationToken, Task> work, Func<TimeSpan> interval, Action<Exception> failed, TimeProvider time)
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _loop = Task.CompletedTask;

    /// <summary>Has it work at once.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Begins.</summary>
    public void Start(CancellationToken stopping) => _loop = Task.Run(() => LoopAsync(stopping), CancellationToken.None);

    /// <summary>Waits until it has ended; after the token of <see cref="Start"/> was cancelled.</summary>
    public Task StopAsync() => _loop;

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the loop must outlive anything: without it nothing is ever made
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failed(failure);
            }

            await WaitAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var elapsed = Task.Delay(interval(), time, end.Token);
        await Task.WhenAny(_wakes.Reader.ReadAsync(end.Token).AsTask(), elapsed).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
    }
}

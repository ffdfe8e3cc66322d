using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.OutOfBand;

[Export(typeof(IOperationObserver)), Shared]
public sealed class Thrower : IOperationObserver, IDisposable
{
    private readonly Timer _timer = new(_ => throw new InvalidOperationException("thrown by a timer"));

    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        new Thread(() => throw new InvalidOperationException("thrown by a thread")).Start();
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        ThrowLater();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("thrown by an async void method");
    }
}

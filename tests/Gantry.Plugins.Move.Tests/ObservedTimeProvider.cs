using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

/// <summary>Time that tells when somebody begins to wait: advanced before that, the wait would start afterwards and never end.</summary>
internal sealed class ObservedTimeProvider : FakeTimeProvider
{
    private readonly Channel<ITimer> _timers = Channel.CreateUnbounded<ITimer>();

    public ValueTask<ITimer> TimerCreatedAsync(CancellationToken cancellationToken) => _timers.Reader.ReadAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(timer);
        return timer;
    }
}

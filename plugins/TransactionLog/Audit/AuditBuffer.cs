using System.Composition;
using System.Threading.Channels;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>What is to be audited and has no message yet. Whoever adds never waits: what has no place is counted and left out.</summary>
/// <remarks>Safe for concurrent use; one reader.</remarks>
[Export, Shared]
public sealed class AuditBuffer
{
    private const int Maximum = 10_000;
    private readonly Channel<object> _waiting = Channel.CreateBounded<object>(new BoundedChannelOptions(Maximum) { SingleReader = true });
    private long _dropped;

    internal ChannelReader<object> Waiting => _waiting.Reader;

    internal void Add(object audited)
    {
        if (!_waiting.Writer.TryWrite(audited))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>How many were left out since this was last asked.</summary>
    internal long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
}

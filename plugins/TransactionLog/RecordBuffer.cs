using System.Composition;
using System.Threading.Channels;
using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>The records that wait to be written. Whoever adds one never waits: where there is no place, the record is counted and dropped.</summary>
/// <remarks>Safe for concurrent use; one reader.</remarks>
[Export, Shared]
public sealed class RecordBuffer
{
    private readonly Channel<TransactionRecord> _waiting;
    private long _dropped;

    /// <summary>An empty buffer of the size that the settings say.</summary>
    [ImportingConstructor]
    public RecordBuffer(IPluginSettings<TransactionLogSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _waiting = Channel.CreateBounded<TransactionRecord>(new BoundedChannelOptions(settings.Current.MaximumWaiting) { SingleReader = true });
    }

    /// <summary>How many wait.</summary>
    internal int Count => _waiting.Reader.Count;

    /// <summary>Adds a record, or counts it as dropped.</summary>
    internal void Add(TransactionRecord record)
    {
        if (!_waiting.Writer.TryWrite(record))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>How many were dropped since this was last asked.</summary>
    internal long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Waits for a record.</summary>
    internal ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes what waits.</summary>
    internal void Take(List<TransactionRecord> batch, int maximum)
    {
        while (batch.Count < maximum && _waiting.Reader.TryRead(out var record))
        {
            batch.Add(record);
        }
    }
}

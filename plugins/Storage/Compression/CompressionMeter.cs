using System.Composition;
using System.Diagnostics.Metrics;

namespace Gantry.Plugins.Storage;

/// <summary>Counts what rules of compression did.</summary>
[Export, Shared]
public sealed class CompressionMeter : IDisposable
{
    private readonly Meter _meter = new("Gantry.Storage");
    private readonly Counter<long> _instances;
    private readonly Counter<long> _received;
    private readonly Counter<long> _stored;

    /// <summary>Counters that have counted nothing.</summary>
    public CompressionMeter()
    {
        _instances = _meter.CreateCounter<long>("gantry.storage.compressions", "{instance}", "Instances that a rule was to compress, and what became of them: compressed, or kept as received.");
        _received = _meter.CreateCounter<long>("gantry.storage.compression.received", "By", "Bytes of the instances that were compressed, as they were received.");
        _stored = _meter.CreateCounter<long>("gantry.storage.compression.stored", "By", "Bytes of the instances that were compressed, as they are stored.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Compressed(long received, long stored)
    {
        _instances.Add(1, new KeyValuePair<string, object?>("outcome", "compressed"));
        _received.Add(received);
        _stored.Add(stored);
    }

    internal void KeptAsReceived() => _instances.Add(1, new KeyValuePair<string, object?>("outcome", "kept"));
}

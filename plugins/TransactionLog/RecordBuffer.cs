using System.Composition;
using System.Globalization;
using System.Threading.Channels;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog;

/// <summary>
/// The records that wait to be written. Whoever adds one never waits: where there is no place, the record is counted and dropped; a data set that is not to be kept, or has
/// no place, is left out, and its record says so.
/// </summary>
/// <remarks>Safe for concurrent use; one reader.</remarks>
[Export, Shared]
public sealed class RecordBuffer
{
    private readonly record struct Waiting(TransactionRecord Record, long DataSetBytes);

    private readonly IPluginSettings<TransactionLogSettings> _settings;
    private readonly Channel<Waiting> _waiting;
    private readonly long _maximumBytes;
    private long _dropped;
    private long _bytes;

    /// <summary>An empty buffer of the size that the settings say.</summary>
    [ImportingConstructor]
    public RecordBuffer(IPluginSettings<TransactionLogSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _maximumBytes = (long)settings.Current.MaximumWaitingMegabytes << 20;
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(settings.Current.MaximumWaiting) { SingleReader = true });
    }

    /// <summary>How many wait.</summary>
    internal int Count => _waiting.Reader.Count;

    /// <summary>Adds a record, or counts it as dropped.</summary>
    internal void Add(TransactionRecord record)
    {
        var waiting = Bounded(record);
        if (!_waiting.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref _bytes, -waiting.DataSetBytes);
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
        while (batch.Count < maximum && _waiting.Reader.TryRead(out var waiting))
        {
            Interlocked.Add(ref _bytes, -waiting.DataSetBytes);
            batch.Add(waiting.Record);
        }
    }

    private Waiting Bounded(TransactionRecord record)
    {
        if (record.DataSet is not { Count: > 0 } dataSet || !_settings.Current.KeepsDataSets)
        {
            return new(record with { DataSet = null }, 0);
        }

        var bytes = DataSetWriter.Measure(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        if (bytes > _settings.Current.MaximumDataSetBytes)
        {
            return new(Without(record, bytes, "it is too large"), 0);
        }

        if (Interlocked.Add(ref _bytes, bytes) > _maximumBytes)
        {
            Interlocked.Add(ref _bytes, -bytes);
            return new(Without(record, bytes, "too many wait for the database"), 0);
        }

        return new(record, bytes);
    }

    private static TransactionRecord Without(TransactionRecord record, long bytes, string reason) => record with
    {
        DataSet = null,
        Description = string.Create(CultureInfo.InvariantCulture, $"{record.Description} The data set of {bytes} bytes is not kept: {reason}.").TrimStart(),
    };
}

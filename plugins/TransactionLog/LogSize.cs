using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog;

/// <summary>
/// What the records of the log take, counted once for each in the order of their numbers. Of many records only the last number is kept with what they take
/// together, so that the oldest that are too much can be named without reading the log again.
/// </summary>
internal sealed class LogSize
{
    /// <summary>What a record takes beside its text and its data set: numbers and times, in bytes.</summary>
    internal const int RecordBytes = 128;

    private const long StretchBytes = 256 << 10;

    private readonly Queue<(long Last, long Bytes)> _stretches = new();
    private long _openBytes;

    /// <summary>The number of the last record that is counted; 0 for none.</summary>
    public long Last { get; private set; }

    /// <summary>What all that are counted take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Counts a record; its number is higher than those of all that are counted.</summary>
    public void Add(StoredTransaction stored)
    {
        var bytes = BytesOf(stored.Record);
        (Last, Bytes, _openBytes) = (stored.Number, Bytes + bytes, _openBytes + bytes);
        if (_openBytes >= StretchBytes)
        {
            _stretches.Enqueue((Last, _openBytes));
            _openBytes = 0;
        }
    }

    /// <summary>Counts as many of the oldest no longer as it takes to be no larger than a maximum.</summary>
    /// <returns>The number of the last that is not counted any more; null where none had to go.</returns>
    public long? DropBeyond(long maximum)
    {
        long? last = null;
        while (Bytes > maximum && _stretches.TryDequeue(out var oldest))
        {
            Bytes -= oldest.Bytes;
            last = oldest.Last;
        }

        return last;
    }

    /// <summary>What a record takes, in bytes: its text in UTF-8 and its data set, without what the database adds to find it.</summary>
    internal static long BytesOf(TransactionRecord record)
    {
        string[] texts =
        [
            record.LocalAETitle.Value, record.LocalAddress, record.RemoteAETitle.Value, record.RemoteAddress, record.CorrelationId, record.Command,
            record.SopClass.Value, record.SopInstance.Value, record.Study.Value, record.Plugin, record.User, record.Description,
            record.DataSetLocation, record.CustomType, record.CustomInformation,
        ];
        return RecordBytes + texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text))
            + (record.DataSet is { } dataSet ? DataSetWriter.Measure(dataSet, TransferSyntax.ExplicitVRLittleEndian) : 0);
    }
}

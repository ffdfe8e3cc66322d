using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>Where the data set of a message to send comes from: encoded bytes, a reader of them, or a data set that is encoded when it is sent.</summary>
/// <remarks>
/// Bytes must be in the transfer syntax of the presentation context, without file meta information. A reader or stream is read to its end while the message is
/// sent, as the peer takes it; it stays the caller's, to complete or dispose.
/// </remarks>
public sealed class DataSetSource
{
    private readonly DicomDataSet? _dataSet;
    private readonly ReadOnlySequence<byte> _bytes;

    private DataSetSource(DicomDataSet? dataSet, ReadOnlySequence<byte> bytes, PipeReader? reader)
    {
        _dataSet = dataSet;
        _bytes = bytes;
        Reader = reader;
    }

    /// <summary>The data set; null where the bytes of one were given.</summary>
    internal DicomDataSet? DataSet => _dataSet;

    /// <summary>The reader; null where the bytes are in memory.</summary>
    internal PipeReader? Reader { get; }

    /// <summary>A data set, encoded in the presentation context's transfer syntax when it is sent.</summary>
    public static DataSetSource Of(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return new DataSetSource(dataSet, default, null);
    }

    /// <summary>Bytes in memory.</summary>
    public static DataSetSource Of(ReadOnlyMemory<byte> bytes) => new(null, new ReadOnlySequence<byte>(bytes), null);

    /// <summary>Bytes in memory.</summary>
    public static DataSetSource Of(ReadOnlySequence<byte> bytes) => new(null, bytes, null);

    /// <summary>The bytes of a reader, to its end.</summary>
    public static DataSetSource Of(PipeReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new DataSetSource(null, default, reader);
    }

    /// <summary>The bytes of a stream, from where it stands to its end.</summary>
    public static DataSetSource Of(Stream stream) =>
        new(null, default, PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 131_072, minimumReadSize: 65_536, leaveOpen: true)));

    /// <summary>The bytes, where they are in memory.</summary>
    internal ReadOnlySequence<byte> Encode(TransferSyntax transferSyntax) =>
        _dataSet is null ? _bytes : new ReadOnlySequence<byte>(DataSetWriter.ToArray(_dataSet, transferSyntax));
}

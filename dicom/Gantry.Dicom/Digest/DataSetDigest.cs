using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>
/// What tells whether two data sets have the same content, whichever of the native encodings holds them in the same byte order: the number of their
/// elements and the canonical digest.
/// </summary>
/// <remarks>
/// The digest is the SHA-256 of a text with one line for each element, LF between them: <c>PATH LENGTH SHA256</c> for a value field as it is stored, padding
/// included; <c>PATH SQ ITEMS</c> for a sequence, the lines of its items' elements after it; <c>PATH ENC FRAGMENTS</c> for encapsulated pixel data, after it
/// <c>PATH#I LENGTH SHA256</c> for the Basic Offset Table, which counts as fragment 0, and each fragment. PATH is <c>GGGGEEEE</c>, in item K, from 0, of a
/// sequence <c>SEQUENCE[K].GGGGEEEE</c>. Group lengths and group 0002 are left out, and so are VRs, which implicit data sets do not state.
/// </remarks>
/// <param name="ElementCount">The elements, those in items included; group lengths and group 0002 not.</param>
/// <param name="CanonicalSha256">The canonical digest: 64 lower-case hexadecimal digits.</param>
public sealed record DataSetDigest(long ElementCount, string CanonicalSha256)
{
    // Values are not kept, so the size of the whole does not matter.
    private static readonly DataSetReaderOptions Unlimited = new() { MaximumBytes = long.MaxValue };

    /// <summary>The digest of a data set.</summary>
    /// <remarks>It is that of the file it was read from, unless that has an element twice or out of order: a data set has not.</remarks>
    public static DataSetDigest Of(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        using var sink = new DigestSink();
        sink.Add(dataSet);
        return sink.ToDigest();
    }

    /// <summary>The digest of the data set in a Part 10 file, in the order of the file.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged.</exception>
    public static DataSetDigest OfFile(ReadOnlyMemory<byte> bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        if (!Part10Prefix.TryRead(input, isCompleted: true, out var prefix))
        {
            throw new DicomEncodingException("The file ends inside its file meta information.");
        }

        using var sink = new DigestSink();
        new DataSetScanner(prefix.TransferSyntax, Unlimited, sink, keepsInput: true).Scan(input.Slice(prefix.Length), isCompleted: true, out _);
        return sink.ToDigest();
    }

    /// <summary>The digest of the data set in a Part 10 file, in the order of the file. No more than one value, and one line for each element of one sequence, is in memory at a time.</summary>
    /// <param name="pipe">The file, read to its end; not completed here.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged, or a value is longer than 2 GiB.</exception>
    public static async ValueTask<DataSetDigest> OfFileAsync(PipeReader pipe, CancellationToken cancellationToken = default)
    {
        var prefix = await Part10Prefix.ReadAsync(pipe, cancellationToken).ConfigureAwait(false);
        using var sink = new DigestSink();
        var scanner = new DataSetScanner(prefix.TransferSyntax, Unlimited, sink, keepsInput: true);
        await DataSetReader.ScanAsync(pipe, scanner, cancellationToken).ConfigureAwait(false);
        return sink.ToDigest();
    }

    /// <summary>The digest of a data set without file meta information. Memory is used as <see cref="OfFileAsync(PipeReader, CancellationToken)"/> does.</summary>
    /// <param name="dataSet">The data set, read to its end; not completed here.</param>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The data set is damaged, or a value is longer than 2 GiB.</exception>
    public static async ValueTask<DataSetDigest> OfAsync(PipeReader dataSet, TransferSyntax transferSyntax, CancellationToken cancellationToken = default)
    {
        using var sink = new DigestSink();
        await DataSetReader.ScanAsync(dataSet, new DataSetScanner(transferSyntax, Unlimited, sink, keepsInput: true), cancellationToken).ConfigureAwait(false);
        return sink.ToDigest();
    }

    /// <summary>As <see cref="OfFileAsync(PipeReader, CancellationToken)"/>, of a stream from where it stands.</summary>
    /// <param name="stream">The file; left open.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged, or a value is longer than 2 GiB.</exception>
    public static async ValueTask<DataSetDigest> OfFileAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        try
        {
            return await OfFileAsync(pipe, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }
}

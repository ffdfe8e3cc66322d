using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>Reads data sets, command sets included (PS3.5 §7, PS3.7 §6.3).</summary>
public static class DataSetReader
{
    /// <summary>Reads a data set from memory.</summary>
    /// <param name="bytes">The data set, without preamble or group 0002. Values are slices of it, so it must not change afterwards.</param>
    /// <param name="transferSyntax">How it is encoded; a command set is always Implicit VR Little Endian.</param>
    /// <param name="options">Where to stop and what to keep.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a data set in the transfer syntax, or exceed a limit.</exception>
    public static DicomDataSet Read(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReaderOptions? options = null) =>
        Read(new ReadOnlySequence<byte>(bytes), transferSyntax, options);

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, TransferSyntax, DataSetReaderOptions?)"/>; a value that lies in several segments is copied.</summary>
    /// <exception cref="DicomEncodingException">The bytes are not a data set in the transfer syntax, or exceed a limit.</exception>
    public static DicomDataSet Read(ReadOnlySequence<byte> bytes, TransferSyntax transferSyntax, DataSetReaderOptions? options = null)
    {
        options ??= DataSetReaderOptions.Default;
        if (bytes.IsSingleSegment && ElementIndexer.TryIndex(bytes.FirstSpan, bytes.Length, transferSyntax, options, out var index))
        {
            return index.DataSet(bytes.First);
        }

        var scanner = new DataSetScanner(transferSyntax, options, keepsInput: true);
        scanner.Scan(bytes, isCompleted: true, out _);
        return scanner.DataSet;
    }

    /// <summary>Reads a data set from a pipe, to its end or to the place where the options stop it, and leaves the pipe there.</summary>
    /// <param name="pipe">The data set; not completed here. After an exception it stands before the bytes that were not understood.</param>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="options">Where to stop and what to keep.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a data set in the transfer syntax, or exceed a limit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, also by <see cref="PipeReader.CancelPendingRead"/>.</exception>
    public static async ValueTask<DataSetReading> ReadAsync(
        PipeReader pipe, TransferSyntax transferSyntax, DataSetReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        var scanner = new DataSetScanner(transferSyntax, options);
        var total = await ScanAsync(pipe, scanner, cancellationToken).ConfigureAwait(false);
        return DataSetReading.Of(scanner, total);
    }

    /// <summary>Feeds a scanner from a pipe until it is done.</summary>
    /// <returns>The bytes taken from the pipe.</returns>
    internal static async ValueTask<long> ScanAsync(PipeReader pipe, DataSetScanner scanner, CancellationToken cancellationToken)
    {
        long total = 0;
        while (scanner.Status == DataSetScanStatus.NeedsMore)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var consumed = result.Buffer.Start;
            var examined = consumed;
            try
            {
                if (result.IsCanceled)
                {
                    throw new OperationCanceledException("The read of the pipe was cancelled.");
                }

                scanner.Scan(result.Buffer, result.IsCompleted, out var count);
                total += count;
                consumed = result.Buffer.GetPosition(count);
                examined = scanner.Status == DataSetScanStatus.NeedsMore ? result.Buffer.End : consumed;
            }
            finally
            {
                pipe.AdvanceTo(consumed, examined);
            }
        }

        return total;
    }
}

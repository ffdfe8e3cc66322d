using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>
/// The digest of a data set without its Original Attributes Sequence: of an instance that is coerced each time it comes, this alone differs from time to time.
/// </summary>
internal static class WithoutOriginals
{
    // What is followed leaves a trace of each element in memory.
    private const long MaximumHeaderBytes = 16L << 20;

    /// <summary>The digest; null where the data set cannot be followed so far, or is deflated.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<byte[]?> DigestAsync(InstanceContent content, CancellationToken cancellationToken)
    {
        if (content.TransferSyntax.IsDeflated)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            // Up to the sequence, over it, and all the rest.
            var isEnd = await ReadAsync(content, Tags.OriginalAttributesSequence, hash, cancellationToken).ConfigureAwait(false)
                || await ReadAsync(content, new Tag(Tags.OriginalAttributesSequence.Value + 1), null, cancellationToken).ConfigureAwait(false);
            while (!isEnd)
            {
                var read = await content.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                {
                    hash.AppendData(segment.Span);
                }

                content.DataSet.AdvanceTo(read.Buffer.End);
                isEnd = read.IsCompleted;
            }

            return hash.GetHashAndReset();
        }
        catch (DicomEncodingException)
        {
            return null;
        }
    }

    /// <returns>True at the end of the data set.</returns>
    private static async ValueTask<bool> ReadAsync(InstanceContent content, Tag before, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var scanner = new DataSetScanner(content.TransferSyntax, new DataSetReaderOptions { StopBefore = before, MaximumValueBytes = 0, MaximumBytes = MaximumHeaderBytes });
        while (true)
        {
            var read = await content.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
            var status = scanner.Scan(read.Buffer, read.IsCompleted, out var consumed);
            foreach (var segment in read.Buffer.Slice(0, consumed))
            {
                hash?.AppendData(segment.Span);
            }

            var position = read.Buffer.GetPosition(consumed);
            content.DataSet.AdvanceTo(position, status == DataSetScanStatus.NeedsMore ? read.Buffer.End : position);
            if (status != DataSetScanStatus.NeedsMore)
            {
                return status == DataSetScanStatus.Complete;
            }
        }
    }
}

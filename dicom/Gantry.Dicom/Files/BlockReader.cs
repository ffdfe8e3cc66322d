using System.Buffers;

namespace Gantry.Dicom;

/// <summary>Reads a file from a stream in blocks, without reading the values that are left out where the stream can seek.</summary>
internal static class BlockReader
{
    private const int BufferBytes = 65_536;

    public static async ValueTask<(Part10Prefix Prefix, DataSetReading Reading)> ReadAsync(Stream stream, DataSetReaderOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var filled = 0;
        try
        {
            Part10Prefix? prefix;
            bool isEnd;
            do
            {
                if (filled == buffer.Length)
                {
                    Grow(ref buffer);
                }

                isEnd = await FillAsync(stream, buffer.AsMemory(filled), isAsync, cancellationToken).ConfigureAwait(false) is var count && count == 0;
                filled += count;
            }
            while (!Part10Prefix.TryRead(new ReadOnlySequence<byte>(buffer, 0, filled), isEnd, out prefix) && !isEnd);
            prefix = prefix ?? throw new DicomEncodingException("The file ends inside its file meta information.");

            var scanner = new DataSetScanner(prefix.TransferSyntax, options);
            var start = (int)prefix.Length;
            long total = 0;
            while (true)
            {
                scanner.Scan(new ReadOnlySequence<byte>(buffer, start, filled - start), isEnd, out var consumed);
                total += consumed;
                start += (int)consumed;
                if (scanner.Status != DataSetScanStatus.NeedsMore)
                {
                    return (prefix, DataSetReading.Of(scanner, total));
                }

                total += PassOver(stream, scanner);
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                start = 0;
                isEnd = await FillAsync(stream, buffer.AsMemory(filled), isAsync, cancellationToken).ConfigureAwait(false) is var count && count == 0;
                filled += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static ValueTask<int> FillAsync(Stream stream, Memory<byte> memory, bool isAsync, CancellationToken cancellationToken) =>
        isAsync ? stream.ReadAsync(memory, cancellationToken) : new(stream.Read(memory.Span));

    // No further than the end of the file: that it ends inside the value shows when nothing more is read.
    private static long PassOver(Stream stream, DataSetScanner scanner)
    {
        var skippable = stream.CanSeek ? scanner.SkippableBytes : 0;
        var count = skippable == 0 ? 0 : Math.Min(skippable, Math.Max(0, stream.Length - stream.Position));
        if (count > 0)
        {
            stream.Seek(count, SeekOrigin.Current);
            scanner.PassOver(count);
        }

        return count;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Gantry.Cli.Commands;

/// <summary>The lines of a file of any size, however long they are.</summary>
internal static class BoundedLines
{
    private const int BufferSize = 256 << 10;

    /// <summary>Reads a stream to its end and closes it.</summary>
    /// <returns>Each line without its end; null for one of more bytes than the maximum, of which no more is held.</returns>
    public static async IAsyncEnumerable<byte[]?> ReadAsync(Stream stream, int maximum, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize));
        try
        {
            var isTooLong = false;
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    yield return isTooLong || line.Length > maximum ? null : line.ToArray();
                    isTooLong = false;
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (result.IsCompleted)
                {
                    if (isTooLong || !buffer.IsEmpty)
                    {
                        yield return isTooLong || buffer.Length > maximum ? null : buffer.ToArray();
                    }

                    yield break;
                }

                if (isTooLong || buffer.Length > maximum)
                {
                    isTooLong = true;
                    buffer = buffer.Slice(buffer.End);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}

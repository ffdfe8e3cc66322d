using System.Buffers;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Copies a data set from a file into the store.</summary>
internal static class FileCopy
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Copies so many bytes from where the file stands.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">The bytes of the data set.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">The file is shorter, or the store cannot take it.</exception>
    public static async ValueTask ToAsync(FileStream file, long length, IInstanceWriter writer, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = length; left > 0;)
            {
                var count = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    throw new EndOfStreamException("The file in which the instance waits is shorter than what was written to it.");
                }

                await writer.WriteAsync(new ReadOnlySequence<byte>(buffer, 0, count), cancellationToken).ConfigureAwait(false);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

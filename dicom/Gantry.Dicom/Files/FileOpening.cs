using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom;

/// <summary>Reads a file by its path with as few calls of the system as it takes: a small file at once, of a large one its start where that is enough.</summary>
internal static class FileOpening
{
    private const int LongestWhole = 1 << 20;
    private const int HeaderBytes = 8_192;
    private const int LongHeaderBytes = 65_536;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="isAsync">False to do it all on this thread: what is returned is complete then.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    public static async ValueTask<DicomFile> ReadAsync(string path, DataSetReaderOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(path, options: isAsync ? FileOptions.Asynchronous : FileOptions.None);
        var length = LengthOf(handle);
        if (length > 0 && (options.StopBefore is not null || options.MaximumValueBytes < length))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(LongHeaderBytes);
            try
            {
                var filled = await FillAsync(handle, buffer.AsMemory(0, (int)Math.Min(length, HeaderBytes)), 0, isAsync, cancellationToken).ConfigureAwait(false);
                if (DicomFile.TryReadRegular(buffer.AsMemory(0, filled), length, options, isLent: true, out var file))
                {
                    return file;
                }

                var more = buffer.AsMemory(filled, (int)Math.Min(length - filled, buffer.Length - filled));
                filled += await FillAsync(handle, more, filled, isAsync, cancellationToken).ConfigureAwait(false);
                if (DicomFile.TryReadRegular(buffer.AsMemory(0, filled), length, options, isLent: true, out file))
                {
                    return file;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        else if (length is > 0 and <= LongestWhole)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var filled = await FillAsync(handle, bytes, 0, isAsync, cancellationToken).ConfigureAwait(false);
            return DicomFile.Read(bytes.AsMemory(0, filled), options);
        }

        var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0, isAsync);
        await using (stream.ConfigureAwait(false))
        {
            return await DicomFile.ReadAsync(stream, options, isAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    // Zero of what cannot tell: a pipe, a device.
    private static long LengthOf(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            return 0;
        }
    }

    private static async ValueTask<int> FillAsync(SafeFileHandle handle, Memory<byte> memory, long offset, bool isAsync, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < memory.Length)
        {
            var count = isAsync
                ? await RandomAccess.ReadAsync(handle, memory[filled..], offset + filled, cancellationToken).ConfigureAwait(false)
                : RandomAccess.Read(handle, memory.Span[filled..], offset + filled);
            if (count == 0)
            {
                break; // it was cut meanwhile
            }

            filled += count;
        }

        return filled;
    }
}

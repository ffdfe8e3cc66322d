using System.Buffers;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom;

internal static partial class FileOpening
{
    /// <summary>Reads a file.</summary>
    /// <param name="handle">The file, which is closed here.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="isAsync">False to do it all on this thread: what is returned is complete then. True needs a handle that was opened so.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    public static async ValueTask<DicomFile> ReadAsync(SafeFileHandle handle, DataSetReaderOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        using var owned = handle;
        var length = LengthOf(handle);
        if (length > 0 && IsPartWanted(options, length))
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

    private static DicomFile ReadNow(SafeFileHandle handle, DataSetReaderOptions options)
    {
        var reading = ReadAsync(handle, options, isAsync: false, CancellationToken.None);
        Debug.Assert(reading.IsCompleted, "Nothing of it waits.");
        return reading.Result;
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

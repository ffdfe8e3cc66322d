using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Network;

/// <summary>A DICOM file on a disk.</summary>
internal sealed class FileStoreSource(string path) : StoreSource(path)
{
    internal override ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(Name, options: FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        if (RandomAccess.GetLength(handle) is var length and <= StoreInstance.LongestHeld)
        {
            using (handle)
            {
                return new(Hold(handle, (int)length));
            }
        }

        return StreamAsync(new FileStream(handle, FileAccess.Read, bufferSize: 0), cancellationToken);
    }

    // A file of the page cache is there at once: waiting for it on another thread would take longer.
    private HeldInstance Hold(SafeFileHandle handle, int length)
    {
        var file = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            var read = 0;
            while (read < length && RandomAccess.Read(handle, file.AsSpan(read, length - read), read) is > 0 and var count)
            {
                read += count;
            }

            return new HeldInstance(this, Part10Head.Read(file.AsMemory(0, read)), file, read);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(file);
            throw;
        }
    }

    private async ValueTask<StoreInstance> StreamAsync(FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            return new StreamedInstance(this, await Part10Head.ReadAsync(file, cancellationToken).ConfigureAwait(false), file, 0, ownsStream: true);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

using System.Buffers;

namespace Gantry.Plugins.FileStore;

/// <summary>Copies of instances from one disk to another.</summary>
internal static class VerifiedCopy
{
    /// <summary>Makes a copy of a file: synced, read back, and with the digest that it was stored with. It is still to be placed.</summary>
    /// <param name="from">The file's path.</param>
    /// <param name="to">Where the copy shall lie.</param>
    /// <exception cref="IOException">It cannot be copied, or is not what was stored; nothing is kept of it.</exception>
    public static TemporaryFile Make(string from, StoreFolder to)
    {
        var copy = to.CreateTemporary();
        try
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            Write(source, copy, to.Files);
            File.SetLastWriteTimeUtc(copy.Stream.SafeFileHandle, File.GetLastWriteTimeUtc(source.SafeFileHandle));
            to.Files.SyncFile(copy.Stream);
            StoredFile.Check(copy.Path);
            return copy;
        }
        catch
        {
            to.Discard(copy);
            throw;
        }
    }

    private static void Write(FileStream source, TemporaryFile copy, StoreFiles files)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(StoredFile.ReadBytes);
        try
        {
            for (int count; (count = source.Read(buffer)) > 0;)
            {
                files.Write(copy.Stream, buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

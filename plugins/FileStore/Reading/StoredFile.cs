using System.Buffers;
using System.Security.Cryptography;
using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>Opens stored files.</summary>
internal static class StoredFile
{
    /// <summary>How much is read at a time, in bytes.</summary>
    public const int ReadBytes = 128 * 1024;

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="IOException">It is not a file of this store, or its data set has not the digest that it was stored with.</exception>
    public static void Check(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var header = FileHeader.Read(stream);
        stream.Position = header.Length;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (!header.Digest.IsEmpty && !header.Digest.Span.SequenceEqual(hash.GetHashAndReset()))
        {
            throw new IOException("The stored file is damaged: its data set is not the one that was stored.");
        }
    }

    /// <summary>Opens a file and finds its data set.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is not a file of this store, or was damaged.</exception>
    public static InstanceContent Open(string path)
    {
        EagerFile stream;
        try
        {
            stream = EagerFile.Open(path);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new FileNotFoundException("There is no instance at the location.", exception);
        }

        try
        {
            var header = FileHeader.Read(stream);
            stream.Position = header.Length;
            return new(header.SopClass, header.SopInstance, header.TransferSyntax, new StoredDataSet(stream), stream.Length - header.Length)
            {
                SendingAETitle = header.SendingAETitle,
                StoredAt = File.GetLastWriteTimeUtc(stream.SafeFileHandle),
                DataSetOffset = header.Length,
                Digest = header.Digest,
                ReceivedDigest = header.ReceivedDigest,
            };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}

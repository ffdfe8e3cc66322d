using System.Buffers;
using System.Composition;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Takes instances out of the store, as files.</summary>
/// <remarks>Made for some of a request's instances at a time, so that no version of the store is held for long.</remarks>
[Export]
[method: ImportingConstructor]
public sealed class InstanceSource(IInstanceStore store)
{
    /// <summary>Writes an instance into a new file, and sees to it that it is what was stored.</summary>
    /// <returns>The SHA-256 of the file.</returns>
    /// <exception cref="FileNotFoundException">Its bytes are not in the store.</exception>
    /// <exception cref="InvalidDataException">They are other bytes than were stored.</exception>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    internal async ValueTask<byte[]> FetchAsync(CatalogInstance instance, string path, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var meta = new ArrayBufferWriter<byte>();
            FileMetaInformation.Create(content.SopClass, content.SopInstance, content.TransferSyntax, content.SendingAETitle).Write(meta);
            using var ofDataSet = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var ofFile = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            ofFile.AppendData(meta.WrittenSpan);
            var parts = new List<ReadOnlyMemory<byte>> { meta.WrittenMemory };
            var position = 0L;
            for (var isEnd = false; !isEnd;)
            {
                var read = await content.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                {
                    ofDataSet.AppendData(segment.Span);
                    ofFile.AppendData(segment.Span);
                    parts.Add(segment);
                }

                RandomAccess.Write(file, parts, position); // into the system's cache: a thread that waits for another to write there would wait longer
                position += parts.Sum(part => (long)part.Length);
                parts.Clear();
                content.DataSet.AdvanceTo(read.Buffer.End);
                isEnd = read.IsCompleted;
            }

            return content.SopInstance == instance.SopInstance && (content.Digest.IsEmpty || content.Digest.Span.SequenceEqual(ofDataSet.GetHashAndReset()))
                ? ofFile.GetHashAndReset()
                : throw new InvalidDataException("It is not what was stored.");
        }
    }
}

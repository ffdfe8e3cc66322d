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
    /// <exception cref="FileNotFoundException">Its bytes are not in the store.</exception>
    /// <exception cref="InvalidDataException">They are other bytes than were stored.</exception>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    internal async ValueTask FetchAsync(CatalogInstance instance, string path, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var meta = new ArrayBufferWriter<byte>();
            FileMetaInformation.Create(content.SopClass, content.SopInstance, content.TransferSyntax, content.SendingAETitle).Write(meta);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(meta.WrittenMemory, cancellationToken).ConfigureAwait(false);
                for (var isEnd = false; !isEnd;)
                {
                    var read = await content.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
                    foreach (var segment in read.Buffer)
                    {
                        hash.AppendData(segment.Span);
                        await file.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
                    }

                    content.DataSet.AdvanceTo(read.Buffer.End);
                    isEnd = read.IsCompleted;
                }
            }

            if (content.SopInstance != instance.SopInstance || !(content.Digest.IsEmpty || content.Digest.Span.SequenceEqual(hash.GetHashAndReset())))
            {
                throw new InvalidDataException("It is not what was stored.");
            }
        }
    }
}

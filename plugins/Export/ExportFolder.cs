using System.Buffers;
using System.Composition;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Export;

/// <summary>Where an instance lies while it is looked at and packed: files of the plugin's data folder, one or two for each export under way.</summary>
/// <remarks>Safe for concurrent use. What a server that crashed has left is deleted at the next start.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class ExportFolder(IPluginContext plugin, IPluginSettings<ExportSettings> settings) : IDisposable
{
    private readonly ScratchFolder _scratch = new(Path.Combine(plugin.DataFolder, "exporting"), settings.Current.Parallel);

    /// <inheritdoc cref="ScratchFolder.Prepare"/>
    internal void Prepare() => _scratch.Prepare();

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    /// <summary>Waits for an export's turn; disposing the result lets the next one begin.</summary>
    internal Task<IDisposable> EnterAsync(CancellationToken cancellationToken) => _scratch.EnterAsync(cancellationToken);

    /// <summary>A name for a file that is not there yet.</summary>
    internal string NewName() => _scratch.NewName();

    /// <summary>Writes a stored instance into a new file, and sees to it that it is what was stored.</summary>
    /// <exception cref="IOException">It cannot be read, is not what was stored, or the disk is full.</exception>
    internal static async ValueTask FetchAsync(InstanceContent content, CatalogInstance instance, string path, CancellationToken cancellationToken)
    {
        var meta = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(content.SopClass, content.SopInstance, content.TransferSyntax, content.SendingAETitle).Write(meta);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
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
                    length += segment.Length;
                    await file.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
                }

                content.DataSet.AdvanceTo(read.Buffer.End);
                isEnd = read.IsCompleted;
            }
        }

        if (content.SopInstance != instance.SopInstance || length != instance.Length || !(content.Digest.IsEmpty || content.Digest.Span.SequenceEqual(hash.GetHashAndReset())))
        {
            throw new IOException("It is not what was stored.");
        }
    }
}

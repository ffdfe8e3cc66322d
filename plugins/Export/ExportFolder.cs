using System.Buffers;
using System.Composition;
using System.Diagnostics;
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
    private readonly string _path = Path.Combine(plugin.DataFolder, "exporting");
    private readonly SemaphoreSlim _places = new(settings.Current.Parallel);

    /// <summary>Makes the folder, and deletes what a server that crashed has left in it.</summary>
    internal void Prepare()
    {
        // The version before may be writing still: what this process made is not left over.
        using var process = Process.GetCurrentProcess();
        var started = process.StartTime.ToUniversalTime();
        foreach (var file in Directory.CreateDirectory(_path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < started))
        {
            file.Delete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Waits for an export's turn; disposing the result lets the next one begin.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(_places);
    }

    /// <summary>A name for a file that is not there yet.</summary>
    internal string NewName() => Path.Combine(_path, $"{Guid.NewGuid():N}.dcm");

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

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}

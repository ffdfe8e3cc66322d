using System.Buffers;
using System.Diagnostics;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>
/// A folder of a plugin for files that are gone when what needed them has ended: instances lie there while they are decoded or packed, so that memory is bounded whatever their size. So many have a
/// place at a time, which bounds the disk, too.
/// </summary>
/// <remarks>Safe for concurrent use. Nothing in it is durable, and nothing else may be in it. Two versions of a plugin may use the same one.</remarks>
/// <param name="path">The folder, below the plugin's data folder; made by <see cref="Prepare"/>.</param>
/// <param name="places">How many have a place at a time; from 1.</param>
public sealed class ScratchFolder(string path, int places) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places);

    /// <summary>Makes the folder, and deletes what a server that crashed has left in it. Called once, before anything else, when the plugin starts.</summary>
    /// <exception cref="IOException">It cannot be made, or something in it cannot be deleted.</exception>
    public void Prepare()
    {
        // The version before may be at work still: what this process made is not left over.
        using var process = Process.GetCurrentProcess();
        var started = process.StartTime.ToUniversalTime();
        foreach (var file in Directory.CreateDirectory(path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < started))
        {
            file.Delete();
        }
    }

    /// <summary>Waits for a place; disposing the result, once or more often, lets the next one in.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(_places);
    }

    /// <summary>The path of a file that is not there yet; whoever makes the file deletes it.</summary>
    /// <param name="extension">How its name ends.</param>
    public string NewName(string extension = ".dcm") => Path.Combine(path, $"{Guid.NewGuid():N}{extension}");

    /// <summary>Writes an instance into a new file (PS3.10 §7), to the end of its data set.</summary>
    /// <param name="content">The instance, of which nothing was read yet; it stays open.</param>
    /// <param name="file">The file: <see cref="NewName"/>.</param>
    /// <param name="cancellationToken">Ends the work; what was written is the caller's to delete.</param>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    public static async Task WriteAsync(InstanceContent content, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var meta = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(content.SopClass, content.SopInstance, content.TransferSyntax).Write(meta);
        var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (output.ConfigureAwait(false))
        {
            await output.WriteAsync(meta.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await content.DataSet.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}

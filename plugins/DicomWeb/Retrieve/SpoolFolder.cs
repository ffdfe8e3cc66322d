using System.Buffers;
using System.Composition;
using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Where instances lie while their frames are read or they are decoded: files of the plugin's data folder, so that memory is bounded by a frame. So many at a time, and none larger,
/// than the settings say.
/// </summary>
/// <remarks>Safe for concurrent use. What a server that crashed has left is deleted at the next start.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class SpoolFolder(IPluginContext plugin, IPluginSettings<DicomWebSettings> settings) : IDisposable
{
    private readonly string _path = Path.Combine(plugin.DataFolder, "spool");
    private readonly SemaphoreSlim _places = new(settings.Current.Spools);

    /// <summary>Makes the folder, and deletes what a server that crashed has left in it.</summary>
    internal void Prepare()
    {
        // The version before may be sending still: what this process made is not left over.
        using var process = Process.GetCurrentProcess();
        var started = process.StartTime.ToUniversalTime();
        foreach (var file in Directory.CreateDirectory(_path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < started))
        {
            file.Delete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Copies an instance into a file; disposing the result deletes it and lets the next one in.</summary>
    /// <exception cref="PixelDataException">It is larger than the settings allow.</exception>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    internal async Task<Spool> TakeAsync(InstanceContent stored, CancellationToken cancellationToken)
    {
        var limit = settings.Current.MaximumSpoolMegabytes * 1_000_000L;
        if (stored.Length > limit)
        {
            throw new PixelDataException($"It has {stored.Length} bytes, and no more than {limit} are read for frames.");
        }

        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        var spool = new Spool(Path.Combine(_path, $"{Guid.NewGuid():N}.dcm"), limit, _places);
        try
        {
            await WriteAsync(stored, spool.File, cancellationToken).ConfigureAwait(false);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Takes the place for a file that the caller makes; disposing the result deletes it and lets the next one in.</summary>
    internal async Task<Spool> TakeAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Spool(Path.Combine(_path, $"{Guid.NewGuid():N}.bulk"), settings.Current.MaximumSpoolMegabytes * 1_000_000L, _places);
    }

    private static async Task WriteAsync(InstanceContent stored, string path, CancellationToken cancellationToken)
    {
        var meta = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(stored.SopClass, stored.SopInstance, stored.TransferSyntax).Write(meta);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(meta.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await stored.DataSet.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>An instance that lies in a file for a while.</summary>
internal sealed class Spool(string file, long limit, SemaphoreSlim places) : IDisposable
{
    private readonly string _decoded = Path.ChangeExtension(file, ".decoded.dcm");
    private int _isDisposed, _hasPlace = 1;

    public string File { get; } = file;

    /// <summary>The instance in Explicit VR Little Endian, as a Part 10 file.</summary>
    /// <exception cref="DicomEncodingException">The data set is damaged.</exception>
    /// <exception cref="PixelDataException">The pixel data are damaged, or larger than the settings allow.</exception>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    public string Decode(PixelCodecs codecs, CancellationToken cancellationToken)
    {
        // A few bytes may say that they are gigabytes.
        using (var pixels = PixelData.Open(File))
        {
            var bytes = (long)pixels.Description.Checked().FrameBytes * pixels.Description.NumberOfFrames;
            if (bytes > limit)
            {
                throw new PixelDataException($"It would have {bytes} bytes of pixel data, and no more than {limit} are decoded.");
            }
        }

        PixelConverter.Convert(
            File, _decoded, TransferSyntax.ExplicitVRLittleEndian, new PixelConversionOptions { Codecs = codecs, ParallelFrames = 1 }, cancellationToken);
        return _decoded;
    }

    /// <summary>Lets the next one in, and stays.</summary>
    public void GivePlaceBack()
    {
        if (Interlocked.Exchange(ref _hasPlace, 0) != 0)
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            System.IO.File.Delete(File);
            System.IO.File.Delete(_decoded);
        }
        finally
        {
            GivePlaceBack();
        }
    }
}

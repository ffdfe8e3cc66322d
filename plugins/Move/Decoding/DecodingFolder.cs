using System.Buffers;
using System.Composition;
using System.Diagnostics;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Move;

/// <summary>
/// Where compressed instances are decoded: files of the plugin's data folder, so that memory is bounded by a frame, and damage shows before the first byte is sent.
/// So many at a time, and none larger, than the settings say; so is the disk that they take.
/// </summary>
/// <remarks>Safe for concurrent use. A file is deleted when it has been sent; what a server that crashed has left, at the next start.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class DecodingFolder(IPluginContext plugin, IPluginSettings<MoveSettings> settings) : IDisposable
{
    private readonly string _path = Path.Combine(plugin.DataFolder, "decoding");
    private readonly SemaphoreSlim _places = new(settings.Current.Decodings);

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

    /// <summary>Decodes an instance.</summary>
    /// <returns>The instance in a native transfer syntax; disposing it deletes its file and lets the next one in.</returns>
    /// <exception cref="DicomEncodingException">The data set is damaged.</exception>
    /// <exception cref="PixelDataException">The pixel data are damaged, or larger than the settings allow.</exception>
    /// <exception cref="IOException">It cannot be read, or the disk is full.</exception>
    internal async Task<InstanceContent> DecodeAsync(InstanceContent stored, TransferSyntax to, PixelCodecs codecs, CancellationToken cancellationToken)
    {
        var limit = settings.Current.MaximumDecodedMegabytes * 1_000_000L;
        if (stored.Length > limit)
        {
            throw new PixelDataException($"It has {stored.Length} bytes, and no more than {limit} are decoded.");
        }

        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        var source = Path.Combine(_path, $"{Guid.NewGuid():N}.dcm");
        var decoded = Path.ChangeExtension(source, ".decoded.dcm");
        try
        {
            await SpoolAsync(stored, source, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Decode(source, decoded, to, codecs, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
            File.Delete(source);
            return Open(stored, to, decoded);
        }
        catch
        {
            Free(source, decoded);
            throw;
        }
    }

    private static async Task SpoolAsync(InstanceContent stored, string path, CancellationToken cancellationToken)
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

    private static void Decode(string source, string decoded, TransferSyntax to, PixelCodecs codecs, long limit, CancellationToken cancellationToken)
    {
        // A few bytes may say that they are gigabytes.
        using (var pixels = PixelData.Open(source))
        {
            var bytes = (long)pixels.Description.Checked().FrameBytes * pixels.Description.NumberOfFrames;
            if (bytes > limit)
            {
                throw new PixelDataException($"It would have {bytes} bytes of pixel data, and no more than {limit} are decoded.");
            }
        }

        PixelConverter.Convert(source, decoded, to, new PixelConversionOptions { Codecs = codecs, ParallelFrames = 1 }, cancellationToken);
    }

    private InstanceContent Open(InstanceContent stored, TransferSyntax to, string path)
    {
        // Only where the data set begins is of interest, and all before it is short.
        var offset = DicomFile.Open(path, new DataSetReaderOptions { MaximumValueBytes = 1 << 10 }).DataSetOffset;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        file.Position = offset;
        return new InstanceContent(stored.SopClass, stored.SopInstance, to, PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16)), file.Length - offset, () =>
        {
            Free(path);
            return ValueTask.CompletedTask;
        });
    }

    private void Free(params ReadOnlySpan<string> files)
    {
        try
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }
        }
        finally
        {
            _places.Release();
        }
    }
}

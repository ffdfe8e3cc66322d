using System.Composition;
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
    private readonly ScratchFolder _scratch = new(Path.Combine(plugin.DataFolder, "decoding"), settings.Current.Decodings);

    /// <inheritdoc cref="ScratchFolder.Prepare"/>
    internal void Prepare() => _scratch.Prepare();

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

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

        var place = await _scratch.EnterAsync(cancellationToken).ConfigureAwait(false);
        var source = _scratch.NewName();
        var decoded = Path.ChangeExtension(source, ".decoded.dcm");
        try
        {
            await ScratchFolder.WriteAsync(stored, source, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Decode(source, decoded, to, codecs, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
            File.Delete(source);
            return Open(stored, to, decoded, place);
        }
        catch
        {
            Free(place, source, decoded);
            throw;
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

    private static InstanceContent Open(InstanceContent stored, TransferSyntax to, string path, IDisposable place)
    {
        // Only where the data set begins is of interest, and all before it is short.
        var offset = DicomFile.Open(path, new DataSetReaderOptions { MaximumValueBytes = 1 << 10 }).DataSetOffset;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        file.Position = offset;
        return new InstanceContent(stored.SopClass, stored.SopInstance, to, PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16)), file.Length - offset, () =>
        {
            Free(place, path);
            return ValueTask.CompletedTask;
        });
    }

    private static void Free(IDisposable place, params ReadOnlySpan<string> files)
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
            place.Dispose();
        }
    }
}

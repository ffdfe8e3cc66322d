using System.Composition;
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
    private readonly ScratchFolder _scratch = new(Path.Combine(plugin.DataFolder, "spool"), settings.Current.Spools);

    /// <inheritdoc cref="ScratchFolder.Prepare"/>
    internal void Prepare() => _scratch.Prepare();

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

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

        var spool = new Spool(_scratch.NewName(), limit, await _scratch.EnterAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            await ScratchFolder.WriteAsync(stored, spool.File, cancellationToken).ConfigureAwait(false);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Takes the place for a file that the caller makes; disposing the result deletes it and lets the next one in.</summary>
    internal async Task<Spool> TakeAsync(CancellationToken cancellationToken) =>
        new(_scratch.NewName(".bulk"), settings.Current.MaximumSpoolMegabytes * 1_000_000L, await _scratch.EnterAsync(cancellationToken).ConfigureAwait(false));
}

/// <summary>An instance that lies in a file for a while.</summary>
internal sealed class Spool(string file, long limit, IDisposable place) : IDisposable
{
    private readonly string _decoded = Path.ChangeExtension(file, ".decoded.dcm");
    private int _isDisposed;

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
    public void GivePlaceBack() => place.Dispose();

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

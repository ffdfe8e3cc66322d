using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Opens the pixel data of stored instances.</summary>
[Export]
[method: ImportingConstructor]
public sealed class PixelSource(IInstanceStore store, PixelCodecs codecs, SpoolFolder spools)
{
    /// <summary>Who decodes.</summary>
    internal PixelCodecs Codecs => codecs;

    /// <summary>Opens those of an instance. The caller disposes them.</summary>
    /// <returns>Null where it has none that can be shown.</returns>
    /// <exception cref="IOException">It is not in the store, or cannot be read.</exception>
    internal async ValueTask<OpenPixels?> OpenAsync(CatalogInstance instance, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            Spool? spool = null;
            try
            {
                spool = await spools.TakeAsync(content, cancellationToken).ConfigureAwait(false);
                return new OpenPixels(spool, PixelData.Open(spool.File));
            }
            catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
            {
                spool?.Dispose();
                return null;
            }
            catch
            {
                spool?.Dispose();
                throw;
            }
        }
    }
}

/// <summary>Pixel data that are open, with the file that they lie in.</summary>
internal sealed class OpenPixels(Spool spool, PixelData pixels) : IDisposable
{
    public PixelData Pixels => pixels;

    public void Dispose()
    {
        pixels.Dispose();
        spool.Dispose();
    }
}

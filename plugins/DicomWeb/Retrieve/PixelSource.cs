using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Opens the pixel data of stored instances: small ones in memory, large ones in a file that stays for a while, for whoever asks for one frame asks for the next.</summary>
[Export]
[method: ImportingConstructor]
public sealed class PixelSource(IInstanceStore store, PixelCodecs codecs, SpoolFolder spools, PixelCache cache)
{
    /// <summary>The longest data set that is read into memory, in bytes.</summary>
    internal const int MostInMemory = 4 << 20;

    // What is deflated may become much more.
    private static readonly DataSetReaderOptions InMemory = new() { MaximumBytes = 8L * MostInMemory, MaximumInflatedBytes = 8L * MostInMemory };

    /// <summary>Who decodes.</summary>
    internal PixelCodecs Codecs => codecs;

    /// <summary>Opens those of an instance. The caller disposes the result.</summary>
    /// <returns>Null where it has none that can be shown.</returns>
    /// <exception cref="IOException">It is not in the store, or cannot be read.</exception>
    internal async ValueTask<PixelLease?> OpenAsync(CatalogInstance instance, CancellationToken cancellationToken)
    {
        if (cache.Find(instance.Location) is { } kept)
        {
            return kept;
        }

        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            try
            {
                if (content.Length is >= 0 and <= MostInMemory)
                {
                    var reading = await DataSetReader.ReadAsync(content.DataSet, content.TransferSyntax, InMemory, cancellationToken).ConfigureAwait(false);
                    var pixels = PixelData.Of(reading.DataSet, content.TransferSyntax);
                    return new PixelLease(pixels, pixels.Dispose);
                }

                return cache.Keep(instance.Location, await SpoolAsync(content, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
            {
                return null;
            }
        }
    }

    /// <summary>Opens the frames of an instance to be copied while it is read. The caller disposes the result.</summary>
    /// <returns>Null where they are not to be had so, or the instance is large: it is in a file then for whoever asks for the next frame.</returns>
    /// <exception cref="IOException">It is not in the store, or cannot be read.</exception>
    internal async ValueTask<NativeFrameStream?> StreamAsync(CatalogInstance instance, CancellationToken cancellationToken) =>
        instance.Length is >= 0 and <= MostInMemory
            ? await NativeFrameStream.OpenAsync(await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<OpenPixels> SpoolAsync(InstanceContent content, CancellationToken cancellationToken)
    {
        var spool = await spools.TakeAsync(content, cancellationToken).ConfigureAwait(false);
        try
        {
            var pixels = PixelData.Open(spool.File);
            spool.GivePlaceBack(); // the place was for the copy: what is kept must not keep others out
            return new OpenPixels(pixels, spool, content.Length);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }
}

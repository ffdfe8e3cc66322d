using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Thumbnails of stored instances, each rendered once and kept in the plugin's data folder, as many as the settings say.</summary>
/// <remarks>Safe for concurrent use. Bytes at a location never change (decision 0005), so nothing here is ever out of date.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Thumbnails(IPluginContext plugin, IPluginSettings<DicomWebSettings> settings, TimeProvider time)
{
    private readonly Lazy<ThumbnailCache> _cache = new(() => new ThumbnailCache(Path.Combine(plugin.DataFolder, "thumbnails"), settings.Current.ThumbnailMegabytes * 1_000_000L, time));

    /// <summary>The thumbnail of an instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="frame">The frame, from 1; null for the one that stands for it.</param>
    /// <param name="side">The most pixels of a side.</param>
    /// <param name="source">Where its pixel data are, should they be needed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It is not in the store, or cannot be read.</exception>
    internal async ValueTask<Rendering> GetAsync(CatalogInstance instance, int? frame, int side, PixelSource source, CancellationToken cancellationToken)
    {
        var key = new ThumbnailKey(instance.SopInstance, instance.Location, new RenderOptions { MaximumSide = side }, frame);
        if (_cache.Value.Find(key) is { } kept)
        {
            return new Rendering(kept);
        }

        using var open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        if (open is null || frame > open.Pixels.Description.NumberOfFrames)
        {
            return Rendering.Failed(404, open is null ? "The instance has no pixel data." : "The instance has no such frame.");
        }

        try
        {
            return new Rendering(await Task.Run(
                () => _cache.Value.GetOrRender(key, () => Thumbnail.Render(open.Pixels, frame, source.Codecs, key.Options)), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
        {
            return Rendering.Failed(404, "The instance cannot be rendered.", unfit.Message);
        }
    }
}

using System.Buffers;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Renders stored instances as files of images.</summary>
[Export]
[method: ImportingConstructor]
public sealed class InstanceRenderer(PixelSource source)
{
    internal const string Jpeg = "image/jpeg", Png = "image/png";

    /// <summary>The media type of an image that a client takes; null where it takes none.</summary>
    /// <param name="type">The media range, or the one that a multipart range has in it; null for any.</param>
    internal static string? TypeFor(string? type) => type switch
    {
        null or "*/*" or "image/*" or Jpeg => Jpeg,
        Png => Png,
        _ => null,
    };

    /// <summary>Renders one.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="frame">The frame, from 1; null for the one that stands for it.</param>
    /// <param name="parameters">How.</param>
    /// <param name="type">The media type.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It is not in the store, or cannot be read.</exception>
    internal async ValueTask<Rendering> RenderAsync(CatalogInstance instance, int? frame, RenderedParameters parameters, string type, CancellationToken cancellationToken)
    {
        using var open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        if (open is null || frame > open.Pixels.Description.NumberOfFrames)
        {
            return Rendering.Failed(404, open is null ? "The instance has no pixel data." : "The instance has no such frame.");
        }

        var description = open.Pixels.Description;
        if (parameters.OptionsFor(description.Columns, description.Rows) is not { } options)
        {
            return Rendering.Failed(400, "The part of the image that is asked for is outside of it.");
        }

        try
        {
            var number = frame ?? Thumbnail.FrameOf(open.Pixels);
            return new Rendering(await Task.Run(() => Render(open.Pixels, number, options, parameters.Quality, type), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
        {
            return Rendering.Failed(406, "The instance cannot be rendered.", unfit.Message);
        }
    }

    private ReadOnlyMemory<byte> Render(PixelData pixels, int frame, RenderOptions options, int quality, string type)
    {
        var image = FrameRenderer.Render(pixels, frame, source.Codecs, options);
        var file = new ArrayBufferWriter<byte>();
        if (type == Png)
        {
            PngWriter.Write(image, file);
        }
        else
        {
            JpegWriter.Write(image, file, quality);
        }

        return file.WrittenMemory;
    }
}

/// <summary>An image, or why there is none.</summary>
/// <param name="Image">The file.</param>
internal sealed record Rendering(ReadOnlyMemory<byte> Image)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; private init; } = 200;

    /// <summary>What the client is told.</summary>
    public string Problem { get; private init; } = "";

    /// <summary>What the log is told.</summary>
    public string Reason { get; private init; } = "";

    public static Rendering Failed(int status, string problem, string? reason = null) => new(ReadOnlyMemory<byte>.Empty) { Status = status, Problem = problem, Reason = reason ?? problem };

    /// <summary>The response with the image, or with what is wrong.</summary>
    public WebResponse Response(string type) => Status == 200
        ? WebResponse.Of(type, Image)
        : WebResponse.Failed(Status, Status switch { 400 => "Bad request", 404 => "Not found", _ => "Not acceptable" }, Problem);
}

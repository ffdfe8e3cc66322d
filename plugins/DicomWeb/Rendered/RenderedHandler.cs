using System.Buffers;
using System.Composition;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves images of instances as they are to be seen (PS3.18 §10.4.1.1.3): of an instance with several frames the representative one.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/series/{series}/instances/{instance}/rendered", "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered")]
[method: ImportingConstructor]
public sealed class RenderedHandler(SelectedInstances selected, PixelSource source, ILoggerFactory loggers) : IWebHandler
{
    private const string Jpeg = "image/jpeg", Png = "image/png";

    private readonly ILogger _logger = loggers.CreateLogger<RenderedHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = RenderedParameters.Read(request.Query, out var fault);
        var list = request.RouteValues.GetValueOrDefault("frames");
        if (list is not null && FrameList.Parse(list) is not [_])
        {
            fault ??= "One frame is rendered at a time.";
        }

        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            fault ??= "The path has a UID that is none.";
        }

        if (fault is not null || target is null)
        {
            return WebResponse.Failed(400, "Bad request", fault ?? "");
        }

        if (Acceptance.Of(request).Select(range => range.Takes(Jpeg) ? Jpeg : range.Takes(Png) ? Png : null).FirstOrDefault(type => type is not null) is not { } type)
        {
            return Acceptance.NotAcceptable($"{Jpeg} and {Png}");
        }

        if (await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false) is not [var instance, ..])
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var tag = EntityTag.Of(Encoding.UTF8.GetBytes($"{instance.Location} {list} {parameters} {type}"));
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        var frame = list is null ? null : FrameList.Parse(list)?[0];
        return EntityTag.Answer(request, await RenderAsync(request, instance, frame, parameters, type, cancellationToken).ConfigureAwait(false), tag);
    }

    private async ValueTask<WebResponse> RenderAsync(
        WebRequest request, CatalogInstance instance, int? frame, RenderedParameters parameters, string type, CancellationToken cancellationToken)
    {
        using var open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        if (open is null || frame > open.Pixels.Description.NumberOfFrames)
        {
            return WebResponse.Failed(404, "Not found", open is null ? "The instance has no pixel data." : "The instance has no such frame.");
        }

        try
        {
            return WebResponse.Of(type, await Task.Run(() => Render(open.Pixels, frame, parameters, type), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
        {
            _logger.NotRetrieved(instance.SopInstance.Value, unfit.Message, request.CorrelationId);
            return WebResponse.Failed(406, "Not acceptable", "The instance cannot be rendered.");
        }
    }

    private ReadOnlyMemory<byte> Render(PixelData pixels, int? frame, RenderedParameters parameters, string type)
    {
        var description = pixels.Description;
        var image = FrameRenderer.Render(pixels, frame ?? Thumbnail.FrameOf(pixels), source.Codecs, parameters.OptionsFor(description.Columns, description.Rows));
        var file = new ArrayBufferWriter<byte>();
        if (type == Png)
        {
            PngWriter.Write(image, file);
        }
        else
        {
            JpegWriter.Write(image, file, parameters.Quality);
        }

        return file.WrittenMemory;
    }
}

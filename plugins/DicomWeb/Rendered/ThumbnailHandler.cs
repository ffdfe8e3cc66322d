using System.Composition;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves a small image that stands for a study, series, instance or frame (PS3.18 §10.4.1.1.4); of several instances the one in the middle.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/thumbnail", "studies/{study}/series/{series}/thumbnail", "studies/{study}/series/{series}/instances/{instance}/thumbnail",
    "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/thumbnail")]
[method: ImportingConstructor]
public sealed class ThumbnailHandler(SelectedInstances selected, PixelSource source, ILoggerFactory loggers) : IWebHandler
{
    private const string Jpeg = "image/jpeg";

    private readonly ILogger _logger = loggers.CreateLogger<ThumbnailHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = RenderedParameters.Read(request.Query, out var fault);
        var list = request.RouteValues.GetValueOrDefault("frames");
        if (fault is not null || (list is not null && FrameList.Parse(list) is not [_]) || !SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", fault ?? "The path has a UID or a frame that is none.");
        }

        if (!Acceptance.Of(request).Any(range => range.Takes(Jpeg)))
        {
            return Acceptance.NotAcceptable(Jpeg);
        }

        var instances = await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0)
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var instance = instances[instances.Count / 2];
        var tag = EntityTag.Of(Encoding.UTF8.GetBytes($"thumbnail {instance.Location} {list} {parameters}"));
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        var frame = list is null ? null : FrameList.Parse(list)?[0];
        return EntityTag.Answer(request, await RenderAsync(request, instance, frame, parameters, cancellationToken).ConfigureAwait(false), tag);
    }

    private async ValueTask<WebResponse> RenderAsync(WebRequest request, CatalogInstance instance, int? frame, RenderedParameters parameters, CancellationToken cancellationToken)
    {
        using var open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        if (open is null || frame > open.Pixels.Description.NumberOfFrames)
        {
            return WebResponse.Failed(404, "Not found", open is null ? "The instance has no pixel data." : "The instance has no such frame.");
        }

        var side = Math.Min(parameters.Width ?? Thumbnail.DefaultSide, parameters.Height ?? Thumbnail.DefaultSide);
        try
        {
            var image = await Task.Run(() => Thumbnail.Render(open.Pixels, frame, source.Codecs, new RenderOptions { MaximumSide = side }), cancellationToken).ConfigureAwait(false);
            return WebResponse.Of(Jpeg, image);
        }
        catch (Exception unfit) when (unfit is PixelDataException or DicomEncodingException)
        {
            _logger.NotRetrieved(instance.SopInstance.Value, unfit.Message, request.CorrelationId);
            return WebResponse.Failed(404, "Not found", "The instance cannot be rendered.");
        }
    }
}

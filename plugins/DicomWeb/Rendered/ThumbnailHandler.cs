using System.Composition;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves a small image that stands for a study, series, instance or frame (PS3.18 §10.4.1.1.4); of several instances the one in the middle that has an image.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/thumbnail", "studies/{study}/series/{series}/thumbnail", "studies/{study}/series/{series}/instances/{instance}/thumbnail",
    "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/thumbnail")]
[method: ImportingConstructor]
public sealed class ThumbnailHandler(SelectedInstances selected, PixelSource source, Thumbnails thumbnails, ILoggerFactory loggers) : IWebHandler
{
    // A study may begin with reports; to look at all of a large one for its only image would take too long.
    private const int MostTried = 5;

    private readonly ILogger _logger = loggers.CreateLogger<ThumbnailHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = RenderedParameters.Read(request.Query, out var fault);
        if (parameters.Window is not null || parameters.Source is not null)
        {
            fault ??= "A thumbnail has a viewport of a width and a height, and nothing else that may be chosen.";
        }

        var list = request.RouteValues.GetValueOrDefault("frames");
        if (fault is not null || (list is not null && FrameList.Parse(list) is not [_]) || !SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", fault ?? "The path has a UID or a frame that is none.");
        }

        if (!Acceptance.Of(request).Any(range => range.Takes(InstanceRenderer.Jpeg)))
        {
            return Acceptance.NotAcceptable(InstanceRenderer.Jpeg);
        }

        var instances = await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0)
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var side = Math.Min(parameters.Width ?? Thumbnail.DefaultSide, parameters.Height ?? Thumbnail.DefaultSide);
        var middle = instances.Count / 2;
        var tag = EntityTag.Of(Encoding.UTF8.GetBytes($"thumbnail {instances.Count} {instances[middle].Location} {list} {side}"));
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        var rendering = Rendering.Failed(404, "");
        foreach (var instance in instances.Skip(middle).Concat(instances.Take(middle).Reverse()).Take(MostTried))
        {
            rendering = await thumbnails.GetAsync(instance, list is null ? null : FrameList.Parse(list)?[0], side, source, cancellationToken).ConfigureAwait(false);
            if (rendering.Status == 200)
            {
                break;
            }

            _logger.NotRetrieved(instance.SopInstance.Value, rendering.Reason, request.CorrelationId);
        }

        return EntityTag.Answer(request, rendering.Response(InstanceRenderer.Jpeg), tag);
    }
}

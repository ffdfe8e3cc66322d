using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Retrieves images of instances as they are to be seen (PS3.18 §10.4.1.1.3): of a study, a series or several frames in parts, one rendered at a time. Of an instance with several frames it is
/// the representative one.
/// </summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/rendered", "studies/{study}/series/{series}/rendered", "studies/{study}/series/{series}/instances/{instance}/rendered",
    "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered")]
[method: ImportingConstructor]
public sealed class RenderedHandler(SelectedInstances selected, InstanceRenderer renderer, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<RenderedHandler>();

    private sealed record Wanted(CatalogInstance Instance, int? Frame);

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = RenderedParameters.Read(request.Query, out var fault);
        var frames = request.RouteValues.TryGetValue("frames", out var list) ? FrameList.Parse(list) : [];
        if (fault is not null || frames is null || !SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", fault ?? "The path has a UID that is none, or a list of frames that is none: frames are 1,2,3.");
        }

        var isMultipart = target.Instance.IsEmpty || frames.Count > 1;
        if (TypeOf(request, isMultipart) is not { } type)
        {
            return Acceptance.NotAcceptable($"{InstanceRenderer.Jpeg} and {InstanceRenderer.Png}{(isMultipart ? ", in parts" : "")}");
        }

        var instances = await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0)
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var tag = TagOf(instances, list, parameters, type);
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        if (!isMultipart)
        {
            var rendered = await renderer.RenderAsync(instances[0], frames is [var frame] ? frame : null, parameters, type, cancellationToken).ConfigureAwait(false);
            return EntityTag.Answer(request, Noted(request, instances[0], rendered).Response(type), tag);
        }

        ImmutableArray<Wanted> wanted = frames.Count > 0 ? [.. frames.Select(number => new Wanted(instances[0], number))] : [.. instances.Select(instance => new Wanted(instance, null))];
        return EntityTag.Answer(request, await InPartsAsync(request, target, wanted, parameters, type, cancellationToken).ConfigureAwait(false), tag);
    }

    // What cannot be rendered, as a report among images, is left out; the first that can is rendered before anything is answered.
    private async ValueTask<WebResponse> InPartsAsync(
        WebRequest request, SearchTarget target, ImmutableArray<Wanted> wanted, RenderedParameters parameters, string type, CancellationToken cancellationToken)
    {
        var (next, first) = (0, Rendering.Failed(406, "None of the instances can be rendered."));
        for (; next < wanted.Length && (next == 0 || first.Status is not (200 or 400)); next++)
        {
            first = Noted(request, wanted[next].Instance, await renderer.RenderAsync(wanted[next].Instance, wanted[next].Frame, parameters, type, cancellationToken).ConfigureAwait(false));
        }

        if (first.Status != 200)
        {
            return first.Response(type);
        }

        var (boundary, url) = (MultipartWriter.NewBoundary(), $"{settings.Current.UrlFor(request)}/studies/{target.Study}/series/{target.Series}/instances/");
        return new WebResponse(200)
        {
            ContentType = MultipartWriter.ContentType(type, boundary),
            Body = async (output, token) =>
            {
                var (parts, count) = (new MultipartWriter(output, boundary), 0);
                for (var i = next - 1; i < wanted.Length; i++)
                {
                    var (instance, frame) = wanted[i];
                    var rendered = i == next - 1 ? first : Noted(request, instance, await renderer.RenderAsync(instance, frame, parameters, type, token).ConfigureAwait(false));
                    if (rendered.Status == 200)
                    {
                        count++;
                        parts.Begin(type, target.Series.IsEmpty ? null : $"{url}{instance.SopInstance}{(frame is null ? "" : $"/frames/{frame}")}/rendered");
                        await output.WriteAsync(rendered.Image, token).ConfigureAwait(false);
                    }
                }

                parts.End();
                _logger.Retrieved(request.Caller.User?.Name ?? "", count, request.CorrelationId);
            },
        };
    }

    private Rendering Noted(WebRequest request, CatalogInstance instance, Rendering rendering)
    {
        if (rendering.Status is not (200 or 400))
        {
            _logger.NotRetrieved(instance.SopInstance.Value, rendering.Reason, request.CorrelationId);
        }

        return rendering;
    }

    // Several images are in parts, also for a client that names the type of the images alone.
    private static string? TypeOf(WebRequest request, bool isMultipart) => Acceptance.Of(request).Select(range =>
        range.Type == "multipart/related" ? (isMultipart ? InstanceRenderer.TypeFor(range["type"]) : null) : InstanceRenderer.TypeFor(range.Type)).FirstOrDefault(type => type is not null);

    private static string TagOf(IReadOnlyList<CatalogInstance> instances, string? frames, RenderedParameters parameters, string type)
    {
        var text = new StringBuilder($"{frames} {parameters} {type}");
        foreach (var instance in instances)
        {
            text.Append('\n').Append(instance.Location);
        }

        return EntityTag.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

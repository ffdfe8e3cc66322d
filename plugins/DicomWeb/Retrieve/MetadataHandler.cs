using System.Composition;
using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves the attributes of instances as DICOM JSON, with URLs in place of bulk data (PS3.18 §10.4.1.1.2): streamed, a few data sets in memory at a time, and kept for the next who asks.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/metadata", "studies/{study}/series/{series}/metadata", "studies/{study}/series/{series}/instances/{instance}/metadata")]
[method: ImportingConstructor]
public sealed class MetadataHandler(
    SelectedInstances selected, MetadataWriter writer, MetadataCache cache, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<MetadataHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Acceptance.Json(request) is not { } type)
        {
            return Acceptance.NotAcceptable(Service.Json);
        }

        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none.");
        }

        var instances = await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0)
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var url = settings.Current.UrlFor(request);
        var tag = TagOf(url, instances);
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        if (cache.Find(tag) is { } json)
        {
            _logger.Retrieved(request.Caller.User?.Name ?? "", instances.Count, request.CorrelationId);
            return EntityTag.Answer(request, WebResponse.Of(type, json), tag);
        }

        var response = new WebResponse(200) { ContentType = type, Body = (output, token) => WriteAsync(request, instances, url, tag, output, token) };
        return EntityTag.Answer(request, response, tag);
    }

    private async ValueTask WriteAsync(WebRequest request, IReadOnlyList<CatalogInstance> instances, string url, string tag, PipeWriter output, CancellationToken cancellationToken)
    {
        var kept = new KeptWriter(new GatheringWriter(output), cache.Longest);
        try
        {
            await writer.WriteAsync(instances, url, kept, cancellationToken).ConfigureAwait(false);
        }
        catch (InstanceUnreadableException failure)
        {
            _logger.NotRetrieved(failure.Instance.Value, failure.Message, request.CorrelationId);
            throw;
        }

        if (kept.Kept is { } json)
        {
            cache.Keep(tag, json);
        }

        _logger.Retrieved(request.Caller.User?.Name ?? "", instances.Count, request.CorrelationId);
    }

    // Bytes at a location never change (decision 0005): where an instance is replaced, it lies elsewhere.
    private static string TagOf(string url, IReadOnlyList<CatalogInstance> instances)
    {
        var text = new StringBuilder(url);
        foreach (var instance in instances)
        {
            text.Append('\n').Append(instance.SopInstance.Value).Append(' ').Append(instance.Location);
        }

        return EntityTag.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

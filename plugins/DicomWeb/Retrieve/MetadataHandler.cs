using System.Composition;
using System.Runtime.CompilerServices;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves the attributes of instances as DICOM JSON, with URLs in place of bulk data (PS3.18 §10.4.1.1.2): streamed, one data set in memory at a time.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/metadata", "studies/{study}/series/{series}/metadata", "studies/{study}/series/{series}/instances/{instance}/metadata")]
[method: ImportingConstructor]
public sealed class MetadataHandler(
    SelectedInstances selected, MetadataReader reader, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
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

        var (url, urls) = (settings.Current.UrlFor(request), new BulkDataUrls());
        var response = new WebResponse(200)
        {
            ContentType = type,
            Body = async (output, token) =>
            {
                await DicomJsonWriter.WriteAsync(ReadAsync(request, url, instances, urls, token), output.AsStream(leaveOpen: true), urls.Options, token).ConfigureAwait(false);
                _logger.Retrieved(request.Caller.User?.Name ?? "", instances.Count, request.CorrelationId);
            },
        };
        return EntityTag.Answer(request, response, TagOf(url, instances));
    }

    private async IAsyncEnumerable<DicomDataSet> ReadAsync(
        WebRequest request, string url, IReadOnlyList<CatalogInstance> instances, BulkDataUrls urls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var instance in instances)
        {
            DicomDataSet dataSet;
            try
            {
                (dataSet, var leftOut) = await reader.ReadAsync(instance, cancellationToken).ConfigureAwait(false);
                urls.Next($"{url}/studies/{dataSet.GetString(Tags.StudyInstanceUID)}/series/{dataSet.GetString(Tags.SeriesInstanceUID)}/instances/{instance.SopInstance}", leftOut);
            }
            catch (IOException failure)
            {
                _logger.NotRetrieved(instance.SopInstance.Value, failure.Message, request.CorrelationId);
                throw;
            }

            yield return dataSet;
        }
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

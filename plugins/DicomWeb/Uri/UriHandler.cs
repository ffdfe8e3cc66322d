using System.Composition;
using System.Text;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves an instance by the URI service (WADO-URI, PS3.18 §9.4): as an image, or as a DICOM file.</summary>
[ExportWebHandler(Service.Prefix, "GET", Rights.Retrieve, "wado")]
[method: ImportingConstructor]
public sealed class UriHandler(SelectedInstances selected, InstanceTransfer transfer, InstanceRenderer renderer, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<UriHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (UriParameters.Read(request.Query, out var fault) is not { } parameters)
        {
            return WebResponse.Failed(400, "Bad request", fault ?? "");
        }

        if (await selected.FindAsync(request, parameters.Target, cancellationToken).ConfigureAwait(false) is not [var instance, ..])
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var tag = EntityTag.Of(Encoding.UTF8.GetBytes($"uri {instance.Location} {parameters with { ContentTypes = default }} {string.Join(',', parameters.ContentTypes)}"));
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        // An image where the client does not say; the file where the instance has none (§9.1.2.2.1, Table 8.7.1-1).
        var response = WebResponse.Failed(406, "Not acceptable", $"This is to be had as {InstanceRenderer.Jpeg}, {InstanceRenderer.Png} and {Service.Dicom}.");
        foreach (var type in parameters.ContentTypes.IsEmpty ? [InstanceRenderer.Jpeg, Service.Dicom] : parameters.ContentTypes.AsEnumerable())
        {
            response = type == Service.Dicom ? AsFile(request, instance, parameters)
                : InstanceRenderer.TypeFor(type) is { } image ? await AsImageAsync(request, instance, parameters, image, cancellationToken).ConfigureAwait(false)
                : response;
            if (response.Status is 200 or 400)
            {
                break;
            }
        }

        return EntityTag.Answer(request, response, tag);
    }

    private async ValueTask<WebResponse> AsImageAsync(WebRequest request, CatalogInstance instance, UriParameters parameters, string type, CancellationToken cancellationToken)
    {
        var rendering = await renderer.RenderAsync(instance, parameters.Frame, parameters.Rendered, type, cancellationToken).ConfigureAwait(false);
        if (rendering.Status is not (200 or 400))
        {
            _logger.NotRetrieved(instance.SopInstance.Value, rendering.Reason, request.CorrelationId);
        }

        return rendering.Response(type);
    }

    private WebResponse AsFile(WebRequest request, CatalogInstance instance, UriParameters parameters)
    {
        // The syntaxes that the web never sends are refused here, too (§9.1.2.2.12); what is not there in the syntax asked for comes in the default, if it can.
        var range = new MediaRange(Service.Dicom, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, 1_000);
        var asked = parameters.TransferSyntax is { } syntax ? range with { Parameters = range.Parameters.Add("transfer-syntax", syntax) } : range;
        if ((TransferChoice.For(instance.TransferSyntax, asked, transfer.Codecs) ?? TransferChoice.For(instance.TransferSyntax, range, transfer.Codecs)) is not { } to)
        {
            return WebResponse.Failed(406, "Not acceptable", "The instance is not to be had in this transfer syntax.");
        }

        return new WebResponse(200)
        {
            ContentType = Service.Dicom,
            Body = async (output, cancellationToken) =>
            {
                try
                {
                    await transfer.WriteAsync(instance, to, output, cancellationToken).ConfigureAwait(false);
                }
                catch (IOException failure)
                {
                    _logger.NotRetrieved(instance.SopInstance.Value, failure.Message, request.CorrelationId);
                    throw;
                }

                _logger.Retrieved(request.Caller.User?.Name ?? "", 1, request.CorrelationId);
            },
        };
    }
}

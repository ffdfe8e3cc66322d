using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves the instances of a study or series, or one (WADO-RS, PS3.18 §10.4): streamed, each as a Part 10 file.</summary>
[ExportWebHandler(Service.Prefix, "GET", Rights.Retrieve, "studies/{study}", "studies/{study}/series/{series}", "studies/{study}/series/{series}/instances/{instance}")]
[method: ImportingConstructor]
public sealed class InstancesHandler(
    SelectedInstances selected, InstanceTransfer transfer, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<InstancesHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none.");
        }

        var instances = await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0)
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        // One media range serves the whole response, and it is the best that serves all instances.
        foreach (var range in TransferChoice.Of(Acceptance.Of(request)))
        {
            var isMultipart = TransferChoice.IsMultipart(range);
            if (!isMultipart && instances.Count > 1)
            {
                continue;
            }

            var syntaxes = instances.Select(instance => TransferChoice.For(instance.TransferSyntax, range, transfer.Codecs)).OfType<TransferSyntax>().ToList();
            if (syntaxes.Count == instances.Count)
            {
                return isMultipart ? InParts(request, target, instances, syntaxes) : Single(request, instances[0], syntaxes[0]);
            }
        }

        return Acceptance.NotAcceptable($"multipart/related; type=\"{Service.Dicom}\", in the transfer syntaxes that it is stored in (transfer-syntax=*), or decoded");
    }

    private WebResponse InParts(WebRequest request, SearchTarget target, IReadOnlyList<CatalogInstance> instances, List<TransferSyntax> syntaxes)
    {
        var boundary = MultipartWriter.NewBoundary();
        var url = $"{settings.Current.UrlFor(request)}/studies/{target.Study}";
        return new WebResponse(200)
        {
            ContentType = MultipartWriter.ContentType(Service.Dicom, boundary),
            Body = async (output, cancellationToken) =>
            {
                var gathered = new GatheringWriter(output);
                var parts = new MultipartWriter(gathered, boundary);
                var opener = transfer.NewOpener();
                await using (opener.ConfigureAwait(false))
                {
                    for (var i = 0; i < instances.Count; i++)
                    {
                        // The series of an instance is known only where the path says it.
                        var (instance, syntax, next) = (instances[i], syntaxes[i], i + 1 < instances.Count ? instances[i + 1] : null);
                        var location = target.Series.IsEmpty ? null : $"{url}/series/{target.Series}/instances/{instance.SopInstance}";
                        var writing = transfer.WriteAsync(opener, instance, next, syntax, () => parts.Begin(TypeOf(syntax), location), gathered, cancellationToken);
                        await NoteFailureAsync(request, instance, writing).ConfigureAwait(false);
                    }
                }

                parts.End();
                _logger.Retrieved(request.Caller.User?.Name ?? "", instances.Count, request.CorrelationId);
            },
        };
    }

    private WebResponse Single(WebRequest request, CatalogInstance instance, TransferSyntax syntax) => new(200)
    {
        ContentType = TypeOf(syntax),
        Body = async (output, cancellationToken) =>
        {
            await NoteFailureAsync(request, instance, transfer.WriteAsync(instance, syntax, output, cancellationToken)).ConfigureAwait(false);
            _logger.Retrieved(request.Caller.User?.Name ?? "", 1, request.CorrelationId);
        },
    };

    private async ValueTask NoteFailureAsync(WebRequest request, CatalogInstance instance, ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            _logger.NotRetrieved(instance.SopInstance.Value, failure.Message, request.CorrelationId);
            throw;
        }
    }

    private static string TypeOf(TransferSyntax syntax) => $"{Service.Dicom}; transfer-syntax={syntax}";
}

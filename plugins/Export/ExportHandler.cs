using System.Composition;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Export;

/// <summary>
/// GET <c>/export/studies?study=UID&amp;study=UID</c>: the instances of studies as a ZIP, streamed; with <c>deidentify=true</c> de-identified (PS3.15 Annex E), their dates
/// as <c>dates=remove|shift|keep</c> says, as the patient that <c>patientId</c> and <c>patientName</c> name or one that is made up.
/// </summary>
[ExportWebHandler("export", "GET", Rights.Retrieve, "studies")]
[method: ImportingConstructor]
public sealed class ExportHandler(
    ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, ExportFolder folder, IPluginSettings<ExportSettings> settings, TimeProvider time, ILoggerFactory loggers) : IWebHandler
{
    private static readonly DataSetReaderOptions Header = new() { MaximumValueBytes = 1 << 16 };
    private readonly ILogger _logger = loggers.CreateLogger<ExportHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ExportOrder order;
        try
        {
            order = ExportOrder.Read(request.Query);
        }
        catch (FormatException refusal)
        {
            return WebResponse.Failed(400, "Bad request", refusal.Message);
        }

        var (limit, instances) = (settings.Current.MaximumInstances, new List<CatalogInstance>());
        var scope = await scopes.OfAsync(request.Caller, cancellationToken).ConfigureAwait(false);
        foreach (var study in order.Studies)
        {
            var before = instances.Count;
            await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [study], Scope = scope }, cancellationToken).ConfigureAwait(false))
            {
                instances.Add(instance);
                if (instances.Count > limit)
                {
                    return WebResponse.Failed(400, "Too much", $"An export has {limit} instances at most: choose fewer studies.");
                }
            }

            if (instances.Count == before)
            {
                return WebResponse.Failed(404, "Not found", $"There is no study {study}.");
            }
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{(order.Deidentification is null ? "export" : "deidentified")}-{time.GetUtcNow():yyyyMMdd-HHmmss}.zip");
        return new WebResponse(200)
        {
            ContentType = "application/zip",
            Body = (output, cancellationToken) => WriteAsync(request, order, instances, output, cancellationToken),
        }.With("Content-Disposition", $"attachment; filename=\"{name}\"").With("Cache-Control", "no-store");
    }

    private async ValueTask WriteAsync(WebRequest request, ExportOrder order, List<CatalogInstance> instances, PipeWriter output, CancellationToken cancellationToken)
    {
        using var place = await folder.EnterAsync(cancellationToken).ConfigureAwait(false);
        var deidentifier = order.Deidentification is { } options ? new Deidentifier(options) : null; // one for all, so that what refers to each other still does
        var user = request.Caller.User?.Name ?? "";
        var stream = output.AsStream(leaveOpen: true);
        await using (stream.ConfigureAwait(false))
        {
            // Disposed only where all went well: what ends otherwise must not look whole.
            var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            var fileSet = new ZipFileSet(archive);
            foreach (var instance in instances)
            {
                try
                {
                    await AddAsync(instance, deidentifier, fileSet, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is IOException or DicomEncodingException or DeidentificationException)
                {
                    _logger.NotExported(instance.SopInstance.Value, user, failure.Message, request.CorrelationId);
                    throw new IOException($"Instance {instance.SopInstance} cannot be exported: {failure.Message}", failure);
                }
            }

            await fileSet.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await archive.DisposeAsync().ConfigureAwait(false);
        }

        _logger.Exported(user, instances.Count, order.Studies.Length, deidentifier is not null, request.CorrelationId);
    }

    private async Task AddAsync(CatalogInstance instance, Deidentifier? deidentifier, ZipFileSet fileSet, CancellationToken cancellationToken)
    {
        var (original, deidentified) = (folder.NewName(), folder.NewName());
        try
        {
            var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await ExportFolder.FetchAsync(content, instance, original, cancellationToken).ConfigureAwait(false);
                if (deidentifier is null)
                {
                    await fileSet.AddAsync(original, DicomFile.Open(original, Header).DataSet, content.TransferSyntax, [], cancellationToken).ConfigureAwait(false);
                    return;
                }

                var result = await deidentifier.DeidentifyFileAsync(original, deidentified, cancellationToken).ConfigureAwait(false);
                await fileSet.AddAsync(deidentified, result.DataSet, content.TransferSyntax, result.Warnings, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            File.Delete(original);
            File.Delete(deidentified);
        }
    }
}

using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Stores instances (STOW-RS, PS3.18 §10.5): each goes on an association of the server with itself, so that it is judged, kept and counted as if a peer had sent it; several at a time.
/// </summary>
[ExportWebHandler(Service.Prefix, "POST", Rights.Store, "studies", "studies/{study}", MaximumBodyBytes = ExportWebHandlerAttribute.Unlimited)]
[method: ImportingConstructor]
public sealed class StoreHandler(IInstanceIntake intake, StoreBuffers buffers, SpoolFolder spools, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<StoreHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Study, out var target))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none.");
        }

        if (Acceptance.Json(request) is not { } accepted)
        {
            return Acceptance.NotAcceptable(Service.Json);
        }

        var type = MediaRangeParser.Parse(request.Header("Content-Type"));
        var isMultipart = type is { Type: "multipart/related" } && type["type"] is null or Service.Dicom or Service.Json;
        if (!isMultipart && type?.Type != Service.Dicom)
        {
            return WebResponse.Failed(415, "Unsupported media type", $"Instances are taken as multipart/related; type=\"{Service.Dicom}\" or \"{Service.Json}\", or one as {Service.Dicom}.");
        }

        var boundary = type!["boundary"];
        if (isMultipart && (boundary is null || !MultipartReader.IsBoundary(boundary)))
        {
            return WebResponse.Failed(400, "Bad request", "The Content-Type has no boundary, or none that may be.");
        }

        var report = new StoreReport(settings.Current.UrlFor(request));
        using var bundle = isMultipart && type["type"] == Service.Json
            ? new JsonBundle(await spools.TakeAsync(cancellationToken).ConfigureAwait(false), settings.Current.MaximumSpoolMegabytes * 1_000_000L) : null;
        var lanes = new StoreLanes(intake, AETitle.TryParse(settings.Current.CallingAETitle, out var title) ? title : default, settings.Current.ParallelStores, buffers);
        await using (lanes.ConfigureAwait(false))
        {
            try
            {
                var parts = isMultipart ? new MultipartReader(request.Body, boundary!) : null;
                await (bundle is null ? StoreAllAsync(request, parts, target.Study, lanes, report, cancellationToken) : StoreJsonAsync(request, parts!, bundle, target.Study, lanes, report, cancellationToken))
                    .ConfigureAwait(false);
                await lanes.EndAsync().ConfigureAwait(false);
            }
            catch (MultipartException malformed)
            {
                await lanes.EndAsync().ConfigureAwait(false);
                _logger.Refused(request.Caller.User?.Name ?? "", malformed.Message, request.CorrelationId);
                return WebResponse.Failed(400, "Bad request", $"{malformed.Message} {report.Stored} instances before that are stored.");
            }
        }

        _logger.Stored(request.Caller.User?.Name ?? "", report.Stored, report.Failed, request.CorrelationId);
        if (report.Count == 0)
        {
            return WebResponse.Failed(400, "Bad request", "The body has no part.");
        }

        var response = WebResponse.Of(accepted, DicomJsonWriter.ToArray(report.ToDataSet()), report.Status);
        return report.Status == 503 ? response.With("Retry-After", "10") : response;
    }

    private async Task StoreAllAsync(
        WebRequest request, MultipartReader? parts, Uid study, StoreLanes lanes, StoreReport report, CancellationToken cancellationToken)
    {
        if (parts is null)
        {
            await StoreAsync(request, request.Body, study, lanes, report, cancellationToken).ConfigureAwait(false);
            return;
        }

        while (await parts.NextAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            if (report.Count == settings.Current.MaximumStoredParts)
            {
                throw new MultipartException($"The body has more than {settings.Current.MaximumStoredParts} parts.");
            }

            if (part.Header("Content-Type") is { Length: > 0 } type && MediaRangeParser.Parse(type)?.Type != Service.Dicom)
            {
                report.Add(new StoreEntry { Status = DimseStatus.CannotUnderstand });
                continue;
            }

            await StoreAsync(request, part.Content, study, lanes, report, cancellationToken).ConfigureAwait(false);
        }
    }

    // The bulk data of an instance may be in the last part: nothing is stored before all of them are here.
    private async Task StoreJsonAsync(
        WebRequest request, MultipartReader parts, JsonBundle bundle, Uid study, StoreLanes lanes, StoreReport report, CancellationToken cancellationToken)
    {
        for (var count = 0; await parts.NextAsync(cancellationToken).ConfigureAwait(false) is { } part; count++)
        {
            await bundle.AddAsync(part, cancellationToken).ConfigureAwait(false);
            if (count >= settings.Current.MaximumStoredParts || bundle.Count > settings.Current.MaximumStoredParts)
            {
                throw new MultipartException($"The body has more than {settings.Current.MaximumStoredParts} parts.");
            }
        }

        bundle.End();
        foreach (var (entry, instance) in bundle.Instances)
        {
            report.Add(entry);
            if (instance is null || !entry.IsInstance)
            {
                entry.Status = DimseStatus.CannotUnderstand;
                _logger.NotStored(
                    entry.SopInstance.Value, entry.Status.ToString(), instance is null ? "Bulk data of it are in no part of the request, or not as they are taken." : "It has no SOP Class UID or no SOP Instance UID.", request.CorrelationId);
            }
            else
            {
                await StoreAsync(request, instance, entry, study, lanes, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask StoreAsync(
        WebRequest request, PipeReader content, Uid study, StoreLanes lanes, StoreReport report, CancellationToken cancellationToken)
    {
        ReceivedFile file;
        try
        {
            file = await ReceivedFile.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (DicomEncodingException unreadable)
        {
            _logger.NotStored("", DimseStatus.CannotUnderstand.ToString(), unreadable.Message, request.CorrelationId);
            report.Add(new StoreEntry { Status = DimseStatus.CannotUnderstand });
            return;
        }

        var entry = report.Add(new StoreEntry(file.SopClass, file.SopInstance, file.Study, file.Series));
        if (!entry.IsInstance)
        {
            _logger.NotStored("", DimseStatus.CannotUnderstand.ToString(), "It has no SOP Class UID or no SOP Instance UID.", request.CorrelationId);
            entry.Status = DimseStatus.CannotUnderstand;
        }
        else
        {
            await StoreAsync(request, file, entry, study, lanes, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask StoreAsync(WebRequest request, ReceivedInstance instance, StoreEntry entry, Uid study, StoreLanes lanes, CancellationToken cancellationToken)
    {
        if (study.IsEmpty || entry.Study == study)
        {
            return lanes.StoreAsync(instance, entry, cancellationToken);
        }

        _logger.NotStored(entry.SopInstance.Value, DimseStatus.DoesNotMatchSopClass.ToString(), "It is of another study than the path says.", request.CorrelationId);
        entry.Status = DimseStatus.DoesNotMatchSopClass;
        return ValueTask.CompletedTask;
    }
}

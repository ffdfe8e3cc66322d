using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Performs C-GET (PS3.4 §C.4.3): sends the instances chosen back on the same association.</summary>
[ExportDimseHandler(
    typeof(ICGetHandler), InformationModel.PatientRootGet, InformationModel.StudyRootGet, InformationModel.PatientStudyOnlyGet,
    QueryRetrieveOptions = QueryRetrieveOptions.Relational)]
[method: ImportingConstructor]
public sealed class GetHandler(
    ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, PixelCodecs codecs, DecodingFolder decoding, IPluginSettings<MoveSettings> settings, TimeProvider time, ILoggerFactory loggers)
    : ICGetHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<GetHandler>();

    /// <inheritdoc/>
    public async ValueTask<RetrieveResponse> HandleAsync(CGetRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pending);
        var context = request.Context;
        var (instances, response) = await RetrieveRequest
            .ResolveAsync(context, request.AffectedSopClassUid, request.Identifier, catalog, scopes, _logger, cancellationToken).ConfigureAwait(false);
        if (instances is not null)
        {
            response = await SendAsync(request, instances, new RetrievalProgress(pending, settings.Current, time), cancellationToken).ConfigureAwait(false);
        }

        _logger.Retrieved(context.CallingAETitle.Value, context.CallingAETitle.Value, response!.Status, response.SubOperations, context.CorrelationId);
        return response;
    }

    // Pending responses go when a sub-operation has ended, and not while one is awaited: both have the one association.
    private async Task<RetrieveResponse> SendAsync(
        CGetRequest request, IReadOnlyList<CatalogInstance> instances, RetrievalProgress progress, CancellationToken cancellationToken)
    {
        using var cancellation = new RetrieveCancellation(request.Context, cancellationToken);
        var subOperation = new InstanceSubOperation(store, new Conversion(codecs, decoding), _logger, request.Context.CorrelationId);
        var counters = new RetrievalCounters(instances.Count);
        try
        {
            await progress.AdvanceAsync(counters.Now, cancellation.Requested).ConfigureAwait(false);
            var sending = new ParallelSending(
                [new RequestorRoute(request.Requestor, settings.Current.WindowTo(request.Context.CallingAETitle))],
                new AssociationPart([], instances),
                (sender, instance, next) => subOperation.PerformAsync(sender, instance, next, moveOriginator: null, cancellation.Abort),
                cancellation.Requested);
            await sending.RunAsync(counters, progress, (next, _) => next).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return counters.Cut(cancellation.Reason);
        }
        finally
        {
            await subOperation.DisposeAsync().ConfigureAwait(false);
        }

        return counters.Final("The requestor took none of the instances.");
    }
}

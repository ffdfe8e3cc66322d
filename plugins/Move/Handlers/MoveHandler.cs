using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Performs C-MOVE (PS3.4 §C.4.2): sends the instances chosen to a known AE.</summary>
[ExportDimseHandler(
    typeof(ICMoveHandler), InformationModel.PatientRootMove, InformationModel.StudyRootMove, InformationModel.PatientStudyOnlyMove,
    QueryRetrieveOptions = QueryRetrieveOptions.Relational)]
[method: ImportingConstructor]
public sealed class MoveHandler(
    ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, PixelCodecs codecs, DecodingFolder decoding, IRemoteNodes nodes, IPluginSettings<MoveSettings> settings, TimeProvider time,
    ILoggerFactory loggers) : ICMoveHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<MoveHandler>();

    /// <inheritdoc/>
    public async ValueTask<RetrieveResponse> HandleAsync(CMoveRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pending);
        var context = request.Context;
        if (!nodes.TryGet(request.MoveDestination, out var node))
        {
            _logger.Refused(context.CallingAETitle.Value, $"{request.MoveDestination} is not a known AE.", context.CorrelationId);
            return new RetrieveResponse(DimseStatus.MoveDestinationUnknown) { ErrorComment = "The move destination is not a known AE." };
        }

        var (instances, response) = await RetrieveRequest
            .ResolveAsync(context, request.AffectedSopClassUid, request.Identifier, catalog, scopes, _logger, cancellationToken).ConfigureAwait(false);
        if (instances is not null)
        {
            var destination = node with { CallingAETitle = context.CalledAETitle, MaximumOperations = settings.Current.WindowTo(node.AETitle) };
            response = await SendAsync(request, instances, destination, new RetrievalProgress(pending, settings.Current, time), cancellationToken)
                .ConfigureAwait(false);
        }

        _logger.Retrieved(context.CallingAETitle.Value, node.AETitle.Value, response!.Status, response.SubOperations, context.CorrelationId);
        return response;
    }

    private async Task<RetrieveResponse> SendAsync(
        CMoveRequest request, IReadOnlyList<CatalogInstance> instances, RemoteNode node, RetrievalProgress progress, CancellationToken cancellationToken)
    {
        using var cancellation = new RetrieveCancellation(request.Context, cancellationToken);
        var conversion = new Conversion(codecs, decoding);
        var originator = new MoveOriginator(request.Context.CallingAETitle, request.Context.MessageId);
        var subOperation = new InstanceSubOperation(store, conversion, _logger, request.Context.CorrelationId);
        var counters = new RetrievalCounters(instances.Count);
        var destinations = Enumerable.Range(0, settings.Current.AssociationsTo(node.AETitle))
            .Select(_ => new MoveDestination(nodes, node, _logger, request.Context.CorrelationId)).ToList();
        try
        {
            await progress.AdvanceAsync(counters.Now, cancellation.Requested).ConfigureAwait(false);
            foreach (var part in AssociationPart.Divide(instances, conversion))
            {
                await SendAsync(part, counters, cancellation.Requested).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return counters.Cut(cancellation.Reason);
        }
        finally
        {
            foreach (var destination in destinations)
            {
                await destination.DisposeAsync().ConfigureAwait(false);
            }
        }

        return counters.Final(destinations.TrueForAll(destination => destination.IsGivenUp) ? "The move destination cannot be reached." : "The move destination took none of the instances.");

        async Task SendAsync(AssociationPart part, RetrievalCounters counters, CancellationToken requested)
        {
            var sending = new ParallelSending(
                destinations, part, (association, instance) => subOperation.PerformAsync(association, instance, originator, cancellation.Abort), requested);
            try
            {
                while (await progress.WhileAsync(sending.NextAsync(), counters.Now, requested).ConfigureAwait(false) is { } outcome)
                {
                    counters.Count(outcome.SopInstance, outcome.Status);
                    await progress.AdvanceAsync(counters.Now, requested).ConfigureAwait(false);
                }
            }
            finally
            {
                foreach (var outcome in await sending.SettleAsync().ConfigureAwait(false))
                {
                    counters.Count(outcome.SopInstance, outcome.Status);
                }
            }
        }
    }
}

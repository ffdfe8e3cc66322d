using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Performs C-MOVE (PS3.4 §C.4.2): sends the instances chosen to a known AE.</summary>
[ExportDimseHandler(
    typeof(ICMoveHandler), InformationModel.PatientRootMove, InformationModel.StudyRootMove, InformationModel.PatientStudyOnlyMove,
    QueryRetrieveOptions = QueryRetrieveOptions.Relational)]
[method: ImportingConstructor]
public sealed class MoveHandler(ICatalog catalog, IInstanceStore store, IRemoteNodes nodes, IPluginSettings<MoveSettings> settings, TimeProvider time, ILoggerFactory loggers)
    : ICMoveHandler
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
            .ResolveAsync(context, request.AffectedSopClassUid, request.Identifier, catalog, _logger, cancellationToken).ConfigureAwait(false);
        if (instances is not null)
        {
            var destination = new MoveDestination(nodes, node with { CallingAETitle = context.CalledAETitle }, _logger, context.CorrelationId);
            await using (destination.ConfigureAwait(false))
            {
                response = await SendAsync(request, instances, destination, new RetrievalProgress(pending, settings.Current, time), cancellationToken).ConfigureAwait(false);
            }
        }

        _logger.Retrieved(context.CallingAETitle.Value, node.AETitle.Value, response!.Status, response.SubOperations, context.CorrelationId);
        return response;
    }

    private async Task<RetrieveResponse> SendAsync(
        CMoveRequest request, IReadOnlyList<CatalogInstance> instances, MoveDestination destination, RetrievalProgress progress, CancellationToken cancellationToken)
    {
        using var cancellation = new RetrieveCancellation(request.Context, cancellationToken);
        var originator = new MoveOriginator(request.Context.CallingAETitle, request.Context.MessageId);
        var subOperation = new InstanceSubOperation(store, _logger, request.Context.CorrelationId);
        var counters = new RetrievalCounters(instances.Count);
        try
        {
            await progress.AdvanceAsync(counters.Now, cancellation.Requested).ConfigureAwait(false);
            foreach (var part in AssociationPart.Divide(instances))
            {
                foreach (var instance in part.Instances)
                {
                    cancellation.Requested.ThrowIfCancellationRequested();
                    var opening = destination.OpenAsync(part, cancellation.Requested);
                    if (await progress.WhileAsync(opening, counters.Now, cancellation.Requested).ConfigureAwait(false) is not { } association)
                    {
                        counters.CountFailed(instance.SopInstance);
                        continue;
                    }

                    var sending = subOperation.PerformAsync(association, instance, originator, cancellation.Abort);
                    var status = await progress.WhileAsync(sending, counters.Now, cancellation.Requested).ConfigureAwait(false);
                    counters.Count(instance.SopInstance, status);
                    await progress.AdvanceAsync(counters.Now, cancellation.Requested).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return counters.Cut(cancellation.Reason);
        }

        return counters.Final(destination.IsGivenUp ? "The move destination cannot be reached." : "The move destination took none of the instances.");
    }
}

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Performs C-MOVE (PS3.4 §C.4.2): sends the instances chosen to a known AE.</summary>
[ExportDimseHandler(
    typeof(ICMoveHandler), InformationModel.PatientRootMove, InformationModel.StudyRootMove, InformationModel.PatientStudyOnlyMove,
    QueryRetrieveOptions = QueryRetrieveOptions.Relational, Rehearses = true)]
[method: ImportingConstructor]
public sealed class MoveHandler(
    ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, PixelCodecs codecs, DecodingFolder decoding, IRemoteNodes nodes, RetrieveQueue queue, ResumeWorker worker,
    IPluginSettings<MoveSettings> settings, TimeProvider time, ILoggerFactory loggers) : ICMoveHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<MoveHandler>();

    /// <inheritdoc/>
    public async ValueTask<RetrieveResponse> HandleAsync(CMoveRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pending);
        var (context, begun) = (request.Context, time.GetUtcNow());
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
            var record = RetrievalRecord.Begin(
                queue, node.AETitle, begun, Describe(request, instances), worker.Owner, isKept: !context.IsRehearsal && settings.Current.ResumesWithin > TimeSpan.Zero, time, _logger);
            await using (record.ConfigureAwait(false))
            {
                response = await SendAsync(request, instances, destination, record, new RetrievalProgress(pending, settings.Current, time), cancellationToken).ConfigureAwait(false);
            }
        }

        _logger.Retrieved(context.CallingAETitle.Value, node.AETitle.Value, response!.Status, response.SubOperations, context.CorrelationId);
        return response;
    }

    private async Task<RetrieveResponse> SendAsync(
        CMoveRequest request, IReadOnlyList<CatalogInstance> instances, RemoteNode node, RetrievalRecord record, RetrievalProgress progress, CancellationToken cancellationToken)
    {
        var context = request.Context;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, record.Lost);
        using var cancellation = new RetrieveCancellation(context, ended.Token);
        var conversion = new Conversion(codecs, decoding);
        var subOperation = new InstanceSubOperation(store, conversion, _logger, context.CorrelationId);
        var originator = new MoveOriginator(context.CallingAETitle, context.MessageId);
        var counters = new RetrievalCounters(instances.Count, record);
        var move = new InstanceMove(nodes, node, settings.Current, conversion, _logger, context.CorrelationId);
        RetrieveResponse response;
        try
        {
            await progress.AdvanceAsync(counters.Now, cancellation.Requested).ConfigureAwait(false);
            await move.SendAsync(
                instances, (sender, instance, next) => subOperation.PerformAsync(sender, instance, next, originator, cancellation.Abort), counters, progress, cancellation.Requested)
                .ConfigureAwait(false);
            response = counters.Final(move.IsReached ? "The move destination took none of the instances." : "The move destination cannot be reached.");
        }
        catch (OperationCanceledException) when (record.Lost.IsCancellationRequested)
        {
            return counters.Cut(CancellationReason.None, "An administrator has cancelled the retrieval, or resumed it.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (cancellation.Reason == CancellationReason.Shutdown && await record.LeaveAsync(Resumption.Interrupted, time.GetUtcNow()).ConfigureAwait(false))
            {
                _logger.Interrupted(context.CallingAETitle.Value, node.AETitle.Value, counters.Now, context.CorrelationId);
                return counters.Cut(cancellation.Reason, "The server is stopping; what remains is sent later.");
            }

            response = counters.Cut(cancellation.Reason);
        }
        finally
        {
            await subOperation.DisposeAsync().ConfigureAwait(false);
            await move.DisposeAsync().ConfigureAwait(false);
        }

        await record.EndAsync(JobState.Done, $"Ended with {response.Status}.").ConfigureAwait(false);
        return response;
    }

    private static RetrievalJob Describe(CMoveRequest request, IReadOnlyList<CatalogInstance> instances) => new()
    {
        Requestor = request.Context.CallingAETitle,
        CalledAETitle = request.Context.CalledAETitle,
        MessageId = request.Context.MessageId,
        User = request.Context.User,
        CorrelationId = request.Context.CorrelationId,
        Identifier = request.Identifier,
        Instances = [.. instances.Select(instance => new RetrievalInstance(new SopReference(instance.SopClass, instance.SopInstance), null))],
    };
}

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Dispatch;

/// <summary>Makes the handler of one operation, calls it with the request in the terms of the contracts, and gives everything back.</summary>
internal static class HandlerCalls
{
    private const int MaximumIdentifierBytes = 1_048_576;

    public static ValueTask<DimseResponse> CallAsync(HandlerExport export, DimseOperation operation, CancellationToken cancellationToken) => export switch
    {
        HandlerExport<ICStoreHandler> store => StoreAsync(store, operation, cancellationToken),
        HandlerExport<ICFindHandler> find => FindAsync(find, operation, cancellationToken),
        HandlerExport<ICMoveHandler> move => MoveAsync(move, operation, cancellationToken),
        HandlerExport<ICGetHandler> get => GetAsync(get, operation, cancellationToken),
        HandlerExport<INCreateHandler> create => NormalizedCalls.CreateAsync(create, operation, cancellationToken),
        HandlerExport<INActionHandler> action => NormalizedCalls.ActionAsync(action, operation, cancellationToken),
        HandlerExport<INGetHandler> get => NormalizedCalls.GetAsync(get, operation, cancellationToken),
        HandlerExport<INSetHandler> set => NormalizedCalls.SetAsync(set, operation, cancellationToken),
        HandlerExport<INDeleteHandler> delete => NormalizedCalls.DeleteAsync(delete, operation, cancellationToken),
        HandlerExport<INEventReportHandler> report => NormalizedCalls.EventReportAsync(report, operation, cancellationToken),
        _ => throw new InvalidOperationException($"The dispatcher has no call for {export.Command}."),
    };

    private static ValueTask<DimseResponse> StoreAsync(HandlerExport<ICStoreHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var command = (CStoreRq)operation.Request.Command;
        var request = new CStoreRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = command.SopClassUid,
            AffectedSopInstanceUid = command.SopInstanceUid,
            MoveOriginator = command.MoveOriginatorAETitle.IsEmpty
                ? null
                : new MoveOriginator(command.MoveOriginatorAETitle, command.MoveOriginatorMessageId ?? 0),
            Content = operation.Request.DataSet!,
        };
        return UseAsync(export, async handler => Responses.Of(await handler.HandleAsync(request, cancellationToken).ConfigureAwait(false)));
    }

    private static async ValueTask<DimseResponse> FindAsync(
        HandlerExport<ICFindHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new CFindRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = operation.SopClass,
            Identifier = await ReadIdentifierAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        var pending = new PendingMatches(operation);
        return await UseAsync(
            export, async handler => Responses.Of(await handler.HandleAsync(request, pending, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
    }

    private static async ValueTask<DimseResponse> MoveAsync(
        HandlerExport<ICMoveHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new CMoveRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = operation.SopClass,
            MoveDestination = ((CMoveRq)operation.Request.Command).MoveDestination,
            Identifier = await ReadIdentifierAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        operation.Retrieval?.Enter(request.Identifier);
        var pending = new PendingSubOperations(operation);
        var response = await UseAsync(export, handler => handler.HandleAsync(request, pending, cancellationToken)).ConfigureAwait(false);
        operation.Retrieval?.Answered(response);
        return Responses.Of(response);
    }

    private static async ValueTask<DimseResponse> GetAsync(
        HandlerExport<ICGetHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new CGetRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = operation.SopClass,
            Identifier = await ReadIdentifierAsync(operation, cancellationToken).ConfigureAwait(false),
            Requestor = new AssociationSender(operation.Request.Association),
        };
        operation.Retrieval?.Enter(request.Identifier);
        var pending = new PendingSubOperations(operation);
        var response = await UseAsync(export, handler => handler.HandleAsync(request, pending, cancellationToken)).ConfigureAwait(false);
        operation.Retrieval?.Answered(response);
        return Responses.Of(response);
    }

    private static ValueTask<DicomDataSet> ReadIdentifierAsync(DimseOperation operation, CancellationToken cancellationToken) =>
        operation.ReadDataSetAsync(MaximumIdentifierBytes, cancellationToken);

    // The composition disposes in the order of creation, imports first; so the handler itself is asked to let go before them.
    internal static async ValueTask<TResponse> UseAsync<T, TResponse>(HandlerExport<T> factory, Func<T, ValueTask<TResponse>> call)
    {
        Export<T> export = factory.Create();
        try
        {
            return await call(export.Value).ConfigureAwait(false);
        }
        finally
        {
            if (export.Value is IAsyncDisposable handler)
            {
                await handler.DisposeAsync().ConfigureAwait(false);
            }

            export.Dispose();
        }
    }
}

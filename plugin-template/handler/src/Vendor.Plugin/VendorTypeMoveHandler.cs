using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Sends the instances that a C-MOVE names by SOP Instance UID to its destination.</summary>
[ExportDimseHandler(typeof(ICMoveHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeMoveHandler(ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, IRemoteNodes nodes) : ICMoveHandler
{
    public async ValueTask<RetrieveResponse> HandleAsync(CMoveRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        if (!nodes.TryGet(request.MoveDestination, out var destination))
        {
            return new RetrieveResponse(DimseStatus.MoveDestinationUnknown);
        }

        if (await Retrieval.SelectAsync(catalog, scopes, request.Context, request.Identifier, cancellationToken).ConfigureAwait(false) is not { } instances)
        {
            return new RetrieveResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = "There is no SOP Instance UID." };
        }

        if (instances.Count == 0)
        {
            return new RetrieveResponse(DimseStatus.Success, new SubOperations());
        }

        var proposals = instances.GroupBy(instance => instance.SopClass)
            .Select(group => new StorageProposal(group.Key, [.. group.Select(instance => instance.TransferSyntax).Distinct()])).ToImmutableArray();
        var originator = new MoveOriginator(request.Context.CallingAETitle, request.Context.MessageId);
        try
        {
            var association = await nodes.OpenStorageAsync(destination, proposals, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                return await new Retrieval(store, pending).SendAsync(association, instances, originator, request.Context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            return new RetrieveResponse(DimseStatus.OutOfResourcesForSubOperations) { ErrorComment = "The destination cannot be reached." };
        }
    }
}

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Sends the instances that a C-GET names by SOP Instance UID back on its own association.</summary>
[ExportDimseHandler(typeof(ICGetHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeGetHandler(ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store) : ICGetHandler
{
    public async ValueTask<RetrieveResponse> HandleAsync(CGetRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        return await Retrieval.SelectAsync(catalog, scopes, request.Context, request.Identifier, cancellationToken).ConfigureAwait(false) is { } instances
            ? await new Retrieval(store, pending).SendAsync(request.Requestor, instances, null, request.Context, cancellationToken).ConfigureAwait(false)
            : new RetrieveResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = "There is no SOP Instance UID." };
    }
}

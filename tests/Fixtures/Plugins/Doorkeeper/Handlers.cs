using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Doorkeeper;

/// <summary>Tells who asks, and what was agreed.</summary>
[ExportDimseHandler(
    typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.1.1", QueryRetrieveOptions = QueryRetrieveOptions.Relational | QueryRetrieveOptions.FuzzySemanticMatching)]
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.2.1")]
public sealed class Teller : ICFindHandler
{
    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = request.Context;
        return ValueTask.FromResult(new FinalResponse(
            DimseStatus.Success, string.Create(CultureInfo.InvariantCulture, $"{context.User?.Name ?? "nobody"} {context.User?.Type} {context.QueryRetrieveOptions}")));
    }
}

/// <summary>Takes encapsulated documents, and what can be treated as one.</summary>
[ExportDimseHandler(
    typeof(ICStoreHandler), "1.2.840.10008.5.1.4.1.1.104.1", StorageLevel = StorageLevel.Full, DigitalSignatures = DigitalSignatureLevel.Level3,
    ElementCoercion = ElementCoercion.None)]
public sealed class Taker : ICStoreHandler
{
    public ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(new FinalResponse(DimseStatus.Success, $"{request.AffectedSopClassUid} as {request.Context.RelatedGeneralSopClass} {request.Context.StorageNegotiation?.Level}"));
    }
}

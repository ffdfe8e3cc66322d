using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch;

/// <summary>Sends the counters of a C-MOVE or C-GET as they advance.</summary>
internal sealed class PendingSubOperations(DimseOperation operation) : IPendingResponses<SubOperations>
{
    public ValueTask SendAsync(SubOperations response, CancellationToken cancellationToken)
    {
        operation.PendingResponses++;
        operation.Retrieval?.Advance(response);
        var counters = Responses.Counters(response, withRemaining: true);
        return operation.Responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = counters }, cancellationToken);
    }
}

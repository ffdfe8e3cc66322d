using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch;

/// <summary>Sends the matches of a C-FIND.</summary>
internal sealed class PendingMatches(DimseOperation operation) : IPendingResponses<DicomDataSet>
{
    public ValueTask SendAsync(DicomDataSet response, CancellationToken cancellationToken)
    {
        operation.PendingResponses++;
        return operation.Responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(response) }, cancellationToken);
    }
}

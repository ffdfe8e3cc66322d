using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Performs C-FIND as an SCP (PS3.7 §9.1.2, PS3.4 §C.4.1).</summary>
public interface ICFindHandler
{
    /// <summary>Answers a query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">Takes the identifier of each match.</param>
    /// <param name="cancellationToken">Cancelled by C-CANCEL, the association's end or shutdown; the context says which.</param>
    ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken);
}

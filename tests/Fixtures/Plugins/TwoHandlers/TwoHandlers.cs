using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.TwoHandlers;

[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.1.1")]
public sealed class First : ICFindHandler
{
    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FinalResponse>(DimseStatus.Success);
}

[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.1.1")]
public sealed class Second : ICFindHandler
{
    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FinalResponse>(DimseStatus.Success);
}

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Finder;

[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.2.1")]
[method: ImportingConstructor]
public sealed class Finder(ICatalog catalog, IPluginContext context) : ICFindHandler
{
    public async ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var counts = await catalog.CountAsync(cancellationToken).ConfigureAwait(false);
        return new FinalResponse(DimseStatus.Success, $"finder {context.Version}, catalogue {counts.Patients}");
    }
}

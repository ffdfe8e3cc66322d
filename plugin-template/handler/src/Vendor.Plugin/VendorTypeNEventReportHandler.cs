using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Keeps the events that SCPs report as files of DICOM JSON in the plugin's data folder.</summary>
[ExportDimseHandler(typeof(INEventReportHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNEventReportHandler(IPluginContext plugin) : INEventReportHandler
{
    public async ValueTask<NServiceResponse> HandleAsync(NEventReportRequest request, CancellationToken cancellationToken)
    {
        if (request.EventTypeId == 0)
        {
            return DimseStatus.NoSuchEventType;
        }

        try
        {
            var path = Path.Combine(plugin.DataFolder, $"{request.AffectedSopInstanceUid}-{request.EventTypeId}-{Guid.NewGuid():N}.json");
            await File.WriteAllBytesAsync(path, DicomJsonWriter.ToArray(request.EventInformation), cancellationToken).ConfigureAwait(false);
            return DimseStatus.Success;
        }
        catch (IOException)
        {
            return new NServiceResponse(DimseStatus.ResourceLimitation, "The event cannot be written.");
        }
    }
}

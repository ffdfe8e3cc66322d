using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Deletes SOP instances, which are files of DICOM JSON in the plugin's data folder.</summary>
[ExportDimseHandler(typeof(INDeleteHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNDeleteHandler(IPluginContext plugin) : INDeleteHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NDeleteRequest request, CancellationToken cancellationToken)
    {
        var instances = new SopInstances(plugin.DataFolder);
        if (!instances.Exists(request.RequestedSopInstanceUid))
        {
            return ValueTask.FromResult<NServiceResponse>(DimseStatus.NoSuchSopInstance);
        }

        try
        {
            instances.Delete(request.RequestedSopInstanceUid);
            return ValueTask.FromResult<NServiceResponse>(DimseStatus.Success);
        }
        catch (IOException)
        {
            return ValueTask.FromResult(new NServiceResponse(DimseStatus.ProcessingFailure, "The instance cannot be deleted."));
        }
    }
}

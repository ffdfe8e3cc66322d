using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Makes SOP instances: files of DICOM JSON in the plugin's data folder.</summary>
[ExportDimseHandler(typeof(INCreateHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNCreateHandler(IPluginContext plugin) : INCreateHandler
{
    public async ValueTask<NServiceResponse> HandleAsync(NCreateRequest request, CancellationToken cancellationToken)
    {
        var instances = new SopInstances(plugin.DataFolder);
        var instance = request.AffectedSopInstanceUid.IsEmpty ? Uid.New() : request.AffectedSopInstanceUid;
        if (instances.Exists(instance))
        {
            return DimseStatus.DuplicateSopInstance;
        }

        try
        {
            await instances.WriteAsync(instance, request.AttributeList, cancellationToken).ConfigureAwait(false);
            return new NServiceResponse(request.AttributeList) { AffectedSopInstanceUid = instance };
        }
        catch (IOException)
        {
            return new NServiceResponse(DimseStatus.ResourceLimitation, "The instance cannot be written.");
        }
    }
}

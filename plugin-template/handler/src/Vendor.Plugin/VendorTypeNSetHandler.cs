using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Changes SOP instances, which are files of DICOM JSON in the plugin's data folder.</summary>
[ExportDimseHandler(typeof(INSetHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNSetHandler(IPluginContext plugin) : INSetHandler
{
    public async ValueTask<NServiceResponse> HandleAsync(NSetRequest request, CancellationToken cancellationToken)
    {
        var instances = new SopInstances(plugin.DataFolder);
        try
        {
            if (await instances.ReadAsync(request.RequestedSopInstanceUid, cancellationToken).ConfigureAwait(false) is not { } attributes)
            {
                return DimseStatus.NoSuchSopInstance;
            }

            var changed = attributes.ToBuilder();
            foreach (var modification in request.ModificationList)
            {
                changed.Set(modification);
            }

            await instances.WriteAsync(request.RequestedSopInstanceUid, changed.Build(), cancellationToken).ConfigureAwait(false);
            return DimseStatus.Success;
        }
        catch (Exception exception) when (exception is DicomEncodingException or IOException)
        {
            return new NServiceResponse(DimseStatus.ProcessingFailure, "The instance cannot be read or written.");
        }
    }
}

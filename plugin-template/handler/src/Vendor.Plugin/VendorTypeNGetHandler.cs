using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Tells the attributes of SOP instances, which are files of DICOM JSON in the plugin's data folder.</summary>
[ExportDimseHandler(typeof(INGetHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNGetHandler(IPluginContext plugin) : INGetHandler
{
    public async ValueTask<NServiceResponse> HandleAsync(NGetRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await new SopInstances(plugin.DataFolder).ReadAsync(request.RequestedSopInstanceUid, cancellationToken).ConfigureAwait(false) is not { } attributes)
            {
                return DimseStatus.NoSuchSopInstance;
            }

            var asked = new DicomDataSetBuilder();
            foreach (var attribute in attributes.Where(element => request.AttributeIdentifierList.IsEmpty || request.AttributeIdentifierList.Contains(element.Tag)))
            {
                asked.Add(attribute);
            }

            return new NServiceResponse(asked.Build());
        }
        catch (Exception exception) when (exception is DicomEncodingException or IOException)
        {
            return new NServiceResponse(DimseStatus.ProcessingFailure, "The instance cannot be read.");
        }
    }
}

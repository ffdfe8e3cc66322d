using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Answers C-FIND from the data sets in the plugin's data folder, each a file of DICOM JSON: <c>*.json</c>.</summary>
[ExportDimseHandler(typeof(ICFindHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeFindHandler(IPluginContext plugin) : ICFindHandler
{
    public async ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        var query = new DataSetMatcher(request.Identifier);
        try
        {
            foreach (var file in Directory.EnumerateFiles(plugin.DataFolder, "*.json").Order(StringComparer.Ordinal))
            {
                var entry = DicomJsonReader.Read(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
                if (query.Matches(entry))
                {
                    // Waits while the peer is slow: answers are never heaped up.
                    await pending.SendAsync(query.Select(entry), cancellationToken).ConfigureAwait(false);
                }
            }

            return DimseStatus.Success;
        }
        catch (OperationCanceledException) when (request.Context.CancellationReason() == CancellationReason.PeerCancelled)
        {
            return DimseStatus.Cancel;
        }
        catch (Exception exception) when (exception is DicomEncodingException or IOException)
        {
            return new FinalResponse(DimseStatus.CannotUnderstand, "An entry cannot be read.");
        }
    }
}

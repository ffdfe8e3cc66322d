using System.Buffers;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Keeps what it receives as Part 10 files in the plugin's data folder, named by SOP Instance UID.</summary>
[ExportDimseHandler(typeof(ICStoreHandler), "VENDOR_SOP_CLASS", TransferSyntaxes = TransferSyntaxGroup.Any)]
[method: ImportingConstructor]
public sealed class VendorTypeStoreHandler(IPluginContext plugin) : ICStoreHandler
{
    public async ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        var path = Path.Combine(plugin.DataFolder, $"{request.AffectedSopInstanceUid}.dcm");
        var incoming = $"{path}.{Guid.NewGuid():N}.incoming";
        try
        {
            await ReceiveAsync(request, incoming, path, cancellationToken).ConfigureAwait(false);
            return DimseStatus.Success;
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FinalResponse(DimseStatus.OutOfResources, "The instance cannot be written.");
        }
        finally
        {
            File.Delete(incoming); // there only where something failed
        }
    }

    private static async Task ReceiveAsync(CStoreRequest request, string incoming, string path, CancellationToken cancellationToken)
    {
        var header = new ArrayBufferWriter<byte>();
        var context = request.Context;
        FileMetaInformation.Create(
            request.AffectedSopClassUid, request.AffectedSopInstanceUid, context.PresentationContext.TransferSyntax, context.CallingAETitle, context.CalledAETitle).Write(header);

        var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(header.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await request.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);

            DurableFile.Flush(file);
        }

        DurableFile.Move(incoming, path); // what is acknowledged is durable: the bytes, and then the name
    }
}

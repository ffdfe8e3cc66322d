using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Performs C-STORE (PS3.4 Annex B): the bytes into the store, the attributes into the catalog, and only then Success.</summary>
[ExportDimseHandler(
    typeof(ICStoreHandler), Group = SopClassGroup.Storage, TransferSyntaxes = TransferSyntaxGroup.Any, StorageLevel = StorageLevel.Full,
    DigitalSignatures = DigitalSignatureLevel.Level3, ElementCoercion = ElementCoercion.None)] // the bytes are kept as they came
[method: ImportingConstructor]
public sealed class StoreHandler(IInstanceStore store, Cataloguer cataloguer, RefusedInstances refused, TimeProvider time, ILoggerFactory loggers) : ICStoreHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<StoreHandler>();

    /// <inheritdoc/>
    public async ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        if (request.AffectedSopInstanceUid.IsEmpty)
        {
            return await refused.NoteAsync(request, Refusal.InvalidUid).ConfigureAwait(false);
        }

        try
        {
            return await StoreAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _logger.Incomplete(caller, correlation);
            return request.Context.CancellationReason() == CancellationReason.Shutdown ? Refusal.Stopping : Refusal.Incomplete;
        }
        catch (IOException failure)
        {
            _logger.StoreFailed(caller, failure.Message, correlation);
            return Refusal.StoreFailed;
        }
    }

    private async ValueTask<FinalResponse> StoreAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        var correlation = request.Context.CorrelationId;
        var writer = await store.BeginAsync(Describe(request), cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            var receiver = new InstanceReceiver(request, writer);
            if (await receiver.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                if (refusal == Refusal.Incomplete)
                {
                    _logger.Incomplete(request.Context.CallingAETitle.Value, correlation);
                    return refusal;
                }

                return await refused.KeepAsync(request, receiver, writer, refusal, cancellationToken).ConfigureAwait(false);
            }

            var identity = receiver.Identity!;
            if (receiver.IsCut)
            {
                _logger.AttributesCut(identity.SopInstance, correlation);
            }

            var stored = await writer.CommitAsync(identity.Study, cancellationToken).ConfigureAwait(false);
            var entry = new CatalogEntry
            {
                Attributes = identity.InCatalog(receiver.Attributes),
                TransferSyntax = request.Context.PresentationContext.TransferSyntax,
                Stored = stored,
                SourceAETitle = request.Context.CallingAETitle,
                ReceivedAt = time.GetUtcNow(),
            };
            return await cataloguer.AddAsync(new ReceivedInstance(request, identity, entry)).ConfigureAwait(false);
        }
    }

    private static InstanceDescription Describe(CStoreRequest request) => new()
    {
        SopClass = request.AffectedSopClassUid,
        SopInstance = request.AffectedSopInstanceUid,
        TransferSyntax = request.Context.PresentationContext.TransferSyntax,
        SendingAETitle = request.Context.CallingAETitle,
        ReceivingAETitle = request.Context.CalledAETitle,
    };
}

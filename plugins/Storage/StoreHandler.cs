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
public sealed class StoreHandler(IInstanceStore store, ICatalog catalog, TimeProvider time, ILoggerFactory loggers) : ICStoreHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<StoreHandler>();

    /// <inheritdoc/>
    public async ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        if (request.AffectedSopInstanceUid.IsEmpty)
        {
            return Refusal.InvalidUid;
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
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        var writer = await store.BeginAsync(Describe(request), cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            var receiver = new InstanceReceiver(request, writer);
            if (await receiver.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                if (refusal == Refusal.Incomplete)
                {
                    _logger.Incomplete(caller, correlation);
                }
                else
                {
                    _logger.Refused(request.AffectedSopInstanceUid, caller, refusal.ErrorComment ?? "", correlation);
                }

                return refusal;
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
            return await CatalogAsync(request, identity, entry).ConfigureAwait(false);
        }
    }

    // From here on nothing is cancelled: the bytes are durable, and whether a cancelled commit was made could not be told.
    private async ValueTask<FinalResponse> CatalogAsync(CStoreRequest request, InstanceIdentity identity, CatalogEntry entry)
    {
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        try
        {
            if (await AddAsync(entry).ConfigureAwait(false) == AddOutcome.Added)
            {
                _logger.Stored(identity.SopInstance, entry.Stored.Length, correlation);
                return DimseStatus.Success;
            }

            var earlier = await EarlierInstance.FindAsync(catalog, store, identity.SopInstance).ConfigureAwait(false);
            if (earlier?.Instance.Location == entry.Stored.Location)
            {
                return DimseStatus.Success; // a rebuild of the catalog came upon the bytes first
            }

            if (earlier is { IsWhole: true })
            {
                await DeleteAsync(entry.Stored.Location, correlation).ConfigureAwait(false);
                return Answer(request, identity, entry, earlier.Instance);
            }

            var lost = await catalog.RemoveAsync(new InstanceSelection { Instances = [identity.SopInstance] }, CancellationToken.None).ConfigureAwait(false);
            foreach (var instance in lost)
            {
                await DeleteAsync(instance.Location, correlation).ConfigureAwait(false);
            }

            if (await AddAsync(entry).ConfigureAwait(false) == AddOutcome.Added)
            {
                _logger.Restored(identity.SopInstance, caller, correlation);
                return DimseStatus.Success;
            }

            // Another operation has restored it at the same time.
            await DeleteAsync(entry.Stored.Location, correlation).ConfigureAwait(false);
            return DimseStatus.Success;
        }
        catch (CatalogException failure)
        {
            _logger.CatalogFailed(caller, failure.Message, correlation);
            await DeleteAsync(entry.Stored.Location, correlation).ConfigureAwait(false);
            return failure.IsTransient ? Refusal.CatalogBusy : Refusal.CatalogFailed;
        }
    }

    private FinalResponse Answer(CStoreRequest request, InstanceIdentity identity, CatalogEntry entry, CatalogInstance earlier)
    {
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        if (earlier.SopClass != identity.SopClass)
        {
            _logger.Refused(identity.SopInstance, caller, Refusal.UidInUse.ErrorComment!, correlation);
            return Refusal.UidInUse;
        }

        if (earlier.Length == entry.Stored.Length && earlier.TransferSyntax == entry.TransferSyntax)
        {
            _logger.AlreadyStored(identity.SopInstance, caller, correlation);
        }
        else
        {
            _logger.OtherContent(
                identity.SopInstance, caller, earlier.Length, earlier.TransferSyntax, entry.Stored.Length, entry.TransferSyntax, correlation);
        }

        return DimseStatus.Success;
    }

    private async ValueTask<AddOutcome> AddAsync(CatalogEntry entry) =>
        (await catalog.AddAsync([entry], CancellationToken.None).ConfigureAwait(false))[0];

    private async ValueTask DeleteAsync(string location, string correlation)
    {
        try
        {
            await store.DeleteAsync(location, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            _logger.NotDeleted(failure.Message, correlation);
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

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Performs C-STORE (PS3.4 Annex B): the bytes into the store, the attributes into the catalog, and only then Success.</summary>
[ExportDimseHandler(
    typeof(ICStoreHandler), Group = SopClassGroup.Storage, TransferSyntaxes = TransferSyntaxGroup.Any, StorageLevel = StorageLevel.Full,
    DigitalSignatures = DigitalSignatureLevel.Level3, ElementCoercion = ElementCoercion.Possible, Rehearses = true)] // where rules say so; otherwise the bytes are kept as they came
[method: ImportingConstructor]
public sealed class StoreHandler(
    IInstanceStore store, Cataloguer cataloguer, RefusedInstances refused, CoercionRules rules, IngestCompression compression, UnsyncedInstances unsynced, StorageContextPolicy contexts, QuotaCheck quotas, IPluginSettings<StorageSettings> settings, IPluginContext plugin, TimeProvider time,
    ILoggerFactory loggers) : ICStoreHandler
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

        // A context that was accepted to retrieve by C-GET, or before the settings changed.
        if (!contexts.Of(request.Context.CallingAETitle).Takes(request.AffectedSopClassUid, request.Context.PresentationContext.TransferSyntax))
        {
            _logger.Refused(request.AffectedSopInstanceUid, caller, Refusal.ContextNotTaken.ErrorComment!, correlation);
            return Refusal.ContextNotTaken;
        }

        try
        {
            if (await quotas.CheckAsync(request.Context.CallingAETitle, cancellationToken).ConfigureAwait(false) is { } used)
            {
                _logger.Refused(request.AffectedSopInstanceUid, caller, used.ErrorComment!, correlation);
                return used;
            }

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
        var coercion = Coercion.Of(request, rules, time.GetUtcNow(), plugin.HostAETitle);
        try
        {
            var writer = await compression.BeginAsync(store, Describe(request), cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                var receiver = new InstanceReceiver(
                    request, coercion?.DataSet ?? request.Content, writer, settings.Current.MalformedOf(request.Context.CallingAETitle) == MalformedPolicy.Store);
                return await StoreAsync(request, receiver, writer, coercion, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (coercion is not null)
            {
                await coercion.DataSet.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<FinalResponse> StoreAsync(
        CStoreRequest request, InstanceReceiver receiver, IInstanceWriter writer, Coercion? coercion, CancellationToken cancellationToken)
    {
        var refusal = await receiver.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (refusal == Refusal.Incomplete)
        {
            _logger.Incomplete(request.Context.CallingAETitle.Value, request.Context.CorrelationId);
            return refusal;
        }

        refusal ??= coercion?.FindMissed(receiver.Attributes) is { } missed ? Refusal.Uncoercible(missed) : null;
        if (refusal is not null)
        {
            return await refused.KeepAsync(request, receiver, writer, refusal, cancellationToken).ConfigureAwait(false);
        }

        var identity = receiver.Identity!;
        if (receiver.IsCut)
        {
            _logger.AttributesCut(identity.SopInstance, request.Context.CorrelationId);
        }

        var kept = await compression.CommitAsync(store, writer, receiver, Describe(request), request.Context.CorrelationId, cancellationToken).ConfigureAwait(false);
        var entry = new CatalogEntry
        {
            Attributes = identity.InCatalog(kept.Attributes),
            TransferSyntax = kept.TransferSyntax,
            Stored = kept.Stored with { Recovery = null }, // which stays here
            SourceAETitle = request.Context.CallingAETitle,
            ReceivedAt = time.GetUtcNow(),
            IsRecoverable = kept.Stored.Recovery is not null,
        };
        var isCoerced = coercion is { Changed.IsEmpty: false };
        try
        {
            var answer = await cataloguer.AddAsync(new ReceivedInstance(request, identity, entry) { IsCoerced = isCoerced }).ConfigureAwait(false);
            return answer.Status == DimseStatus.Success ? Warn(request, receiver, coercion) ?? answer : answer;
        }
        finally
        {
            unsynced.Add(kept.Stored);
        }
    }

    // Stored, and yet not quite as its sender may think (PS3.4 §B.2.3).
    private FinalResponse? Warn(CStoreRequest request, InstanceReceiver receiver, Coercion? coercion)
    {
        var (instance, caller, correlation) = (request.AffectedSopInstanceUid, request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        if (receiver.Fault is { } fault)
        {
            _logger.Malformed(instance, caller, fault.Message, correlation);
            return Refusal.NotUnderstood(fault) with { Status = DimseStatus.StoredThoughNotMatchingSopClass };
        }

        if (coercion is { Changed: { IsEmpty: false } changed })
        {
            _logger.Coerced(instance, caller, string.Join(", ", changed), correlation);
            return new FinalResponse(DimseStatus.CoercionOfDataElements, "Attributes were coerced.") { OffendingElements = changed };
        }

        return null;
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

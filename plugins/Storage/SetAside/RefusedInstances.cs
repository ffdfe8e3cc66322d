using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Keeps what was refused, with the reason, as far as there is room. Nothing that goes wrong here changes the answer.</summary>
[Export]
[method: ImportingConstructor]
public sealed class RefusedInstances(SetAsideShelf shelf, StoredBytes bytes, IPluginSettings<StorageSettings> settings, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<RefusedInstances>();

    /// <summary>Notes a refusal, and keeps no bytes.</summary>
    /// <returns>The refusal.</returns>
    internal ValueTask<FinalResponse> NoteAsync(CStoreRequest request, FinalResponse refusal)
    {
        _logger.Refused(request.AffectedSopInstanceUid, request.Context.CallingAETitle.Value, refusal.ErrorComment ?? "", request.Context.CorrelationId);
        return NoteAsync(request, refusal, default, null);
    }

    /// <summary>Receives the rest of a data set that is refused, and keeps it; one that is longer than the room for all of them is left.</summary>
    /// <returns>The refusal.</returns>
    internal async ValueTask<FinalResponse> KeepAsync(
        CStoreRequest request, InstanceReceiver receiver, IInstanceWriter writer, FinalResponse refusal, CancellationToken cancellationToken)
    {
        _logger.Refused(request.AffectedSopInstanceUid, request.Context.CallingAETitle.Value, refusal.ErrorComment ?? "", request.Context.CorrelationId);
        receiver.Attributes.TryGetUid(Tags.StudyInstanceUID, out var study);
        StoredInstance? stored = null;
        try
        {
            var room = settings.Current.RoomFor(SetAsideKind.Refused);
            if (room > 0 && await receiver.ReceiveRestAsync(room, cancellationToken).ConfigureAwait(false))
            {
                stored = await writer.CommitAsync(study, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            _logger.NotSetAside(request.AffectedSopInstanceUid, failure.Message, request.Context.CorrelationId);
        }

        return await NoteAsync(request, refusal, study, stored).ConfigureAwait(false);
    }

    private async ValueTask<FinalResponse> NoteAsync(CStoreRequest request, FinalResponse refusal, Uid study, StoredInstance? stored)
    {
        if (request.Context.IsRehearsal)
        {
            return refusal;
        }

        try
        {
            await shelf.AddAsync((id, now) => new SetAsideInstance
            {
                Id = id,
                Kind = SetAsideKind.Refused,
                SetAsideAt = now,
                Reason = Reason(refusal),
                Status = refusal.Status,
                CallingAETitle = request.Context.CallingAETitle,
                SopClass = request.AffectedSopClassUid,
                SopInstance = request.AffectedSopInstanceUid,
                Study = study,
                TransferSyntax = request.Context.PresentationContext.TransferSyntax,
                Location = stored?.Location ?? "",
                Length = stored?.Length ?? 0,
                CorrelationId = request.Context.CorrelationId,
            }).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            _logger.NotSetAside(request.AffectedSopInstanceUid, failure.Message, request.Context.CorrelationId);
            if (stored is not null)
            {
                await bytes.DeleteAsync(stored.Location, request.Context.CorrelationId).ConfigureAwait(false);
            }
        }

        return refusal;
    }

    private static string Reason(FinalResponse refusal) => refusal.OffendingElements.IsEmpty
        ? refusal.ErrorComment ?? ""
        : $"{refusal.ErrorComment} {string.Join(", ", refusal.OffendingElements)}";
}

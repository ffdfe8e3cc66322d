using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Enters an instance, whose bytes are durable, into the catalog, and answers its sender.</summary>
/// <remarks>Nothing here is cancelled: whether a cancelled commit was made could not be told.</remarks>
[Export]
[method: ImportingConstructor]
public sealed class Cataloguer(
    ICatalog catalog, DuplicateResolver duplicates, SetAsideShelf shelf, StoredBytes bytes, PendingStudies studies, ReceivedStatistics statistics, HeldBytes held, IPluginSettings<StorageSettings> settings, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<Cataloguer>();

    internal async ValueTask<FinalResponse> AddAsync(ReceivedInstance received)
    {
        if (received.Request.Context.IsRehearsal)
        {
            return await RehearseAsync(received).ConfigureAwait(false);
        }

        // Before it is found: who is told Success twice, because the host died in between, has had it noted.
        studies.Note(received.Identity.Study, received.Caller, received.Called, received.Entry.Attributes.GetInt32(Tags.NumberOfStudyRelatedInstances) is > 0 and var expected ? expected : null);
        try
        {
            return await TryAddAsync(received).ConfigureAwait(false);
        }
        catch (CatalogException failure)
        {
            _logger.CatalogFailed(received.Caller.Value, failure.Message, received.CorrelationId);
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return failure.IsTransient ? Refusal.CatalogBusy : Refusal.CatalogFailed;
        }
        catch (IOException failure)
        {
            _logger.NotSetAside(received.SopInstance, failure.Message, received.CorrelationId);
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return Refusal.StoreFailed;
        }
    }

    // The answer, without a note: no study is awaited, nothing is set aside or counted.
    private async ValueTask<FinalResponse> RehearseAsync(ReceivedInstance received)
    {
        try
        {
            var outcome = await AddAsync(received.Entry with { RefusesConflict = true }).ConfigureAwait(false);
            if (RefusalOf(outcome) is { } conflict)
            {
                if (settings.Current.ConflictsOf(received.Caller) == ConflictPolicy.Refuse)
                {
                    return conflict;
                }

                await AddAsync(received.Entry).ConfigureAwait(false);
            }

            return DimseStatus.Success;
        }
        catch (CatalogException failure)
        {
            _logger.CatalogFailed(received.Caller.Value, failure.Message, received.CorrelationId);
            return failure.IsTransient ? Refusal.CatalogBusy : Refusal.CatalogFailed;
        }
    }

    private static FinalResponse? RefusalOf(AddOutcome outcome) => outcome switch
    {
        AddOutcome.SeriesOfOtherStudy => Refusal.SeriesElsewhere,
        AddOutcome.StudyOfOtherPatient => Refusal.StudyElsewhere,
        _ => null,
    };

    private async ValueTask<FinalResponse> TryAddAsync(ReceivedInstance received)
    {
        var outcome = await AddAsync(received.Entry with { RefusesConflict = true }).ConfigureAwait(false);
        if (RefusalOf(outcome) is { } refusal)
        {
            _logger.Conflict(received.SopInstance, received.Caller.Value, refusal.ErrorComment!, received.CorrelationId);
            if (settings.Current.ConflictsOf(received.Caller) == ConflictPolicy.Refuse)
            {
                return await RefuseAsync(received, refusal).ConfigureAwait(false);
            }

            return await MixAsync(received, refusal).ConfigureAwait(false);
        }

        return await AnswerAsync(received, outcome).ConfigureAwait(false);
    }

    private async ValueTask<FinalResponse> AnswerAsync(ReceivedInstance received, AddOutcome outcome)
    {
        if (outcome == AddOutcome.Added)
        {
            statistics.Add(received.Caller, received.Entry.Attributes.GetString(Tags.Modality), received.Entry.Stored.Length);
            held.Add(received.Caller, received.Entry.Stored.Length);
            _logger.Stored(received.SopInstance, received.Entry.Stored.Length, received.CorrelationId);
            return DimseStatus.Success;
        }

        return await duplicates.ResolveAsync(received).ConfigureAwait(false);
    }

    private async ValueTask<FinalResponse> RefuseAsync(ReceivedInstance received, FinalResponse refusal)
    {
        if (!shelf.HasRoom(SetAsideKind.Conflict, received.Entry.Stored.Length))
        {
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return refusal; // its sender still has it
        }

        await shelf.AddAsync((id, now) => received.SetAside(id, now, SetAsideKind.Conflict, refusal.Status, refusal.ErrorComment!)).ConfigureAwait(false);
        return refusal;
    }

    // Listed first: what is mixed is never without its note. A study of a thousand instances has one.
    private async ValueTask<FinalResponse> MixAsync(ReceivedInstance received, FinalResponse conflict)
    {
        var id = ConflictId.Of(received, conflict);
        var isNew = !shelf.Has(id);
        if (isNew && !shelf.HasRoom(SetAsideKind.Conflict, 0))
        {
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return Refusal.NoRoomAside;
        }

        if (isNew)
        {
            await shelf.AddAsync((name, now) => received.SetAside(name, now, SetAsideKind.Conflict, DimseStatus.Success, conflict.ErrorComment!) with { Location = "", Length = 0 }, id)
                .ConfigureAwait(false);
        }

        return await AnswerAsync(received, await AddAsync(received.Entry).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask<AddOutcome> AddAsync(CatalogEntry entry) => (await catalog.AddAsync([entry], CancellationToken.None).ConfigureAwait(false))[0];
}

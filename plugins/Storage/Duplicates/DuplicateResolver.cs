using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Decides what becomes of an instance whose SOP Instance UID is stored already. Both have their bytes in the store; one of them is the catalog's at any time.</summary>
[Export]
[method: ImportingConstructor]
public sealed class DuplicateResolver(
    IInstanceStore store, ICatalog catalog, SetAsideShelf shelf, StoredBytes bytes, IPluginSettings<StorageSettings> settings, ILoggerFactory loggers)
{
    // Each attempt that fails is one that another operation on the same instance has won.
    private const int MaximumAttempts = 1_000;

    private readonly ILogger _logger = loggers.CreateLogger<DuplicateResolver>();

    /// <summary>Resolves it; the answer to the peer.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell, or cannot take it.</exception>
    /// <exception cref="IOException">The store, or the folder of what is set aside, fails.</exception>
    internal async ValueTask<FinalResponse> ResolveAsync(ReceivedInstance received)
    {
        var entry = received.Entry;
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            var earlier = await EarlierInstance.FindAsync(catalog, store, received.SopInstance).ConfigureAwait(false);
            if (earlier is null)
            {
                // Removed meanwhile.
                if ((await catalog.AddAsync([entry], CancellationToken.None).ConfigureAwait(false))[0] == AddOutcome.Added)
                {
                    _logger.Stored(received.SopInstance, entry.Stored.Length, received.CorrelationId);
                    return DimseStatus.Success;
                }

                continue;
            }

            if (earlier.Instance.Location == entry.Stored.Location)
            {
                return DimseStatus.Success; // a rebuild of the catalog came upon the bytes first
            }

            if ((earlier.IsWhole ? await DecideAsync(received, earlier.Instance).ConfigureAwait(false) : await RestoreAsync(received, earlier.Instance).ConfigureAwait(false)) is { } answer)
            {
                return answer;
            }
        }

        await bytes.DeleteAsync(entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
        return Refusal.CatalogBusy;
    }

    private async ValueTask<FinalResponse?> RestoreAsync(ReceivedInstance received, CatalogInstance lost)
    {
        if (!await catalog.ReplaceAsync(received.Entry, lost.Location, CancellationToken.None).ConfigureAwait(false))
        {
            return null;
        }

        await bytes.DeleteAsync(lost.Location, received.CorrelationId).ConfigureAwait(false);
        _logger.Restored(received.SopInstance, received.Caller.Value, received.CorrelationId);
        return DimseStatus.Success;
    }

    /// <returns>The answer; null where another operation has changed what is there.</returns>
    private async ValueTask<FinalResponse?> DecideAsync(ReceivedInstance received, CatalogInstance earlier)
    {
        if (earlier.SopClass != received.SopClass)
        {
            return await SetAsideAsync(received, Refusal.UidInUse, "It has another SOP class than the one that is stored.").ConfigureAwait(false);
        }

        var policy = settings.Current.DuplicatesOf(received.Caller);
        if (await SameContent.IsSameAsync(store, earlier.Location, received.Entry.Stored.Location, received.IsCoerced, CancellationToken.None).ConfigureAwait(false))
        {
            _logger.AlreadyStored(received.SopInstance, received.Caller.Value, received.CorrelationId);
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return policy == DuplicatePolicy.Refuse ? Refusal.Duplicate : DimseStatus.Success;
        }

        var difference = Difference(received.Entry, earlier);
        return policy switch
        {
            DuplicatePolicy.Replace => await SupersedeAsync(received, earlier, difference).ConfigureAwait(false),
            DuplicatePolicy.Keep => await SetAsideAsync(received, DimseStatus.Success, difference).ConfigureAwait(false),
            _ => await SetAsideAsync(received, Refusal.Duplicate, difference).ConfigureAwait(false),
        };
    }

    private async ValueTask<FinalResponse> SetAsideAsync(ReceivedInstance received, FinalResponse answer, string reason)
    {
        if (!shelf.HasRoom(SetAsideKind.Conflict, received.Entry.Stored.Length))
        {
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return NoRoom(received);
        }

        await shelf.AddAsync((id, now) => received.SetAside(id, now, SetAsideKind.Conflict, answer.Status, reason)).ConfigureAwait(false);
        return answer;
    }

    // The note comes first: where the host dies in between, it tells of bytes that the catalog lists, and these are never deleted.
    private async ValueTask<FinalResponse?> SupersedeAsync(ReceivedInstance received, CatalogInstance earlier, string difference)
    {
        if (!shelf.HasRoom(SetAsideKind.Superseded, earlier.Length))
        {
            await bytes.DeleteAsync(received.Entry.Stored.Location, received.CorrelationId).ConfigureAwait(false);
            return NoRoom(received);
        }

        var note = await shelf.AddAsync((id, now) => received.SetAside(id, now, SetAsideKind.Superseded, DimseStatus.Success, difference) with
        {
            TransferSyntax = earlier.TransferSyntax,
            Location = earlier.Location,
            Length = earlier.Length,
        }).ConfigureAwait(false);
        try
        {
            if (!await catalog.ReplaceAsync(received.Entry, earlier.Location, CancellationToken.None).ConfigureAwait(false))
            {
                shelf.Withdraw(note);
                return null;
            }
        }
        catch (CatalogException failure)
        {
            // Whether it was replaced nobody knows, so both stay: deleted is later what the catalog does not list.
            _logger.CatalogFailed(received.Caller.Value, failure.Message, received.CorrelationId);
            var answer = failure.IsTransient ? Refusal.CatalogBusy : Refusal.CatalogFailed;
            await shelf.AddAsync((id, now) => received.SetAside(id, now, SetAsideKind.Conflict, answer.Status, "The catalog failed when it was to be replaced.")).ConfigureAwait(false);
            return answer;
        }

        _logger.Superseded(received.SopInstance, received.Caller.Value, note.Id, received.CorrelationId);
        return DimseStatus.Success;
    }

    private FinalResponse NoRoom(ReceivedInstance received)
    {
        _logger.Refused(received.SopInstance, received.Caller.Value, Refusal.NoRoomAside.ErrorComment!, received.CorrelationId);
        return Refusal.NoRoomAside;
    }

    private static string Difference(CatalogEntry entry, CatalogInstance earlier) => string.Create(
        CultureInfo.InvariantCulture,
        $"Its SOP Instance UID was stored before with other content: {earlier.Length} bytes in {earlier.TransferSyntax}, then {entry.Stored.Length} in {entry.TransferSyntax}.");
}

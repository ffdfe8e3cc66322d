using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

/// <summary>Takes a study, or a part of one, out of the catalog; its bytes follow later. The transaction log has who did it and why, and the observers of deletions are told.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyDeletion(
    ICatalog catalog, ITransactionLog log, DeletionBook book, WaitingBytes waiting, IStudyEvents events, IPluginContext plugin, TimeProvider time, ILoggerFactory loggers)
{
    private const int InstancesAtATime = 500;

    private readonly ILogger _logger = loggers.CreateLogger<StudyDeletion>();

    /// <summary>Deletes the instances that were looked at; what has come since stays.</summary>
    /// <exception cref="CatalogException">The catalog cannot do it: nothing was deleted, or the deletion is ended later.</exception>
    /// <exception cref="IOException">It cannot be noted: nothing was deleted, or the deletion is ended later.</exception>
    internal async Task DeleteAsync(DeletionOrder order)
    {
        var note = book.Begin(order);
        var (deleted, isEnded) = (0, false);
        try
        {
            foreach (var some in order.Instances.Chunk(InstancesAtATime))
            {
                await RemoveAsync(order.Study, some).ConfigureAwait(false);
                deleted += some.Length;
            }

            isEnded = true;
        }
        finally
        {
            if (!isEnded && deleted == 0 && await AreAllListedAsync(order).ConfigureAwait(false))
            {
                book.End(note);
            }
            else if (!isEnded)
            {
                book.Leave(note);
            }
        }

        await TellOfAsync(order, note).ConfigureAwait(false);
    }

    /// <summary>Ends a deletion that was interrupted: of what was chosen goes what is still where it was.</summary>
    /// <exception cref="CatalogException">The catalog cannot do it; it is left for later.</exception>
    /// <exception cref="IOException">It cannot be noted; it is left for later.</exception>
    internal async Task ResumeAsync(DeletionOrder order, string note)
    {
        var isEnded = false;
        try
        {
            await RemoveListedAsync(order).ConfigureAwait(false);
            isEnded = true;
        }
        finally
        {
            if (!isEnded)
            {
                book.Leave(note);
            }
        }

        _logger.Resumed(order.Study);
        await TellOfAsync(order, note).ConfigureAwait(false);
    }

    /// <summary>Deletes of what was chosen what is where it was, be it still or again.</summary>
    /// <exception cref="CatalogException">The catalog cannot do it.</exception>
    /// <exception cref="IOException">It cannot be noted.</exception>
    internal async Task RemoveListedAsync(DeletionOrder order)
    {
        foreach (var some in order.Instances.Chunk(InstancesAtATime))
        {
            var listed = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var instance in catalog.SelectAsync(SelectionOf(order.Study, some), CancellationToken.None).ConfigureAwait(false))
            {
                listed.Add(instance.Location);
            }

            DoomedInstance[] still = [.. some.Where(instance => listed.Contains(instance.Location))];
            if (still.Length > 0)
            {
                await RemoveAsync(order.Study, still).ConfigureAwait(false);
            }
        }
    }

    // A commit that has failed may have been one for all that: the connection to a database is lost before its answer, too.
    private async Task<bool> AreAllListedAsync(DeletionOrder order)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [order.Study] }, CancellationToken.None).ConfigureAwait(false))
            {
                listed.Add(instance.Location);
            }
        }
        catch (CatalogException)
        {
            return false; // what has become of them is seen when the deletion is ended
        }

        return order.Instances.All(instance => listed.Contains(instance.Location));
    }

    private async Task RemoveAsync(Uid study, DoomedInstance[] some)
    {
        waiting.Add(some);
        var known = some.Select(instance => instance.Location).ToHashSet(StringComparer.Ordinal);
        var removed = await catalog.RemoveAsync(SelectionOf(study, some), CancellationToken.None).ConfigureAwait(false);
        if (removed.Count(instance => !known.Contains(instance.Location)) is > 0 and var others)
        {
            _logger.ReplacedMeanwhile(study, others);
        }
    }

    // Where the host dies before the note is gone, it is told of twice; never not at all.
    private async Task TellOfAsync(DeletionOrder order, string note)
    {
        _logger.Deleted(order.IsWholeStudy ? "Study" : "A part of study", order.Study, order.Instances.Length, order.Bytes, order.Reason);
        await RecordAsync(order).ConfigureAwait(false);
        await TellAsync(order).ConfigureAwait(false);
        book.End(note, isRecent: order.User.Length > 0); // rules delete nothing that has just come
    }

    private static InstanceSelection SelectionOf(Uid study, IEnumerable<DoomedInstance> some) => new() { Studies = [study], Instances = [.. some.Select(instance => instance.SopInstance)] };

    private ValueTask TellAsync(DeletionOrder order) => events.TellDeletedAsync(
        new DeletedInstances
        {
            At = time.GetUtcNow(),
            StudyInstanceUid = order.Study,
            IsWholeStudy = order.IsWholeStudy,
            Instances = order.Instances.CountBy(instance => instance.SopClass).ToImmutableDictionary(),
            PatientId = order.PatientId,
            PatientName = order.PatientName,
            User = order.User,
            Reason = order.Reason,
            Plugin = $"{plugin.Id} {plugin.Version}",
        },
        CancellationToken.None);

    private async Task RecordAsync(DeletionOrder order)
    {
        try
        {
            await log.AddAsync(
            [
                new TransactionRecord
                {
                    At = time.GetUtcNow(),
                    Kind = TransactionKind.Server,
                    Type = TransactionType.Audit,
                    Command = order.Command,
                    LocalAETitle = AETitle.TryParse(plugin.HostAETitle, out var title) ? title : default,
                    Study = order.Study,
                    Bytes = order.Bytes,
                    User = order.User,
                    Plugin = $"{plugin.Id} {plugin.Version}",
                    Description = $"{(order.IsWholeStudy ? "Study" : "Part of a study")} deleted, {order.Instances.Length} instances: {order.Reason}",
                },
            ], CancellationToken.None).ConfigureAwait(false);
        }
        catch (CatalogException failure)
        {
            _logger.NotRecorded(order.Study, failure.Message);
        }
    }
}

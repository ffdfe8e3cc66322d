using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

/// <summary>Takes a study out of the catalog; its bytes follow later. The transaction log has who did it and why, and the observers of deletions are told.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyDeletion(ICatalog catalog, ITransactionLog log, WaitingBytes waiting, IStudyEvents events, IPluginContext plugin, TimeProvider time, ILoggerFactory loggers)
{
    private const int InstancesAtATime = 500;

    private readonly ILogger _logger = loggers.CreateLogger<StudyDeletion>();

    /// <summary>Deletes the instances that were looked at; what has come since stays.</summary>
    /// <exception cref="CatalogException">The catalog cannot do it; what it has done stays done.</exception>
    /// <exception cref="IOException">It cannot be noted; nothing more is deleted.</exception>
    internal async Task DeleteAsync(StudyFacts study, string reason)
    {
        foreach (var some in study.Instances.Chunk(InstancesAtATime))
        {
            waiting.Add(some);
            var known = some.Select(instance => instance.Location).ToHashSet(StringComparer.Ordinal);
            var selection = new InstanceSelection { Studies = [study.Study], Instances = [.. some.Select(instance => instance.SopInstance)] };
            var removed = await catalog.RemoveAsync(selection, CancellationToken.None).ConfigureAwait(false);
            if (removed.Count(instance => !known.Contains(instance.Location)) is > 0 and var others)
            {
                _logger.ReplacedMeanwhile(study.Study, others);
            }
        }

        _logger.Deleted(study.Study, study.Instances.Length, study.Bytes, reason);
        await RecordAsync(study, reason).ConfigureAwait(false);
        await TellAsync(study, reason).ConfigureAwait(false);
    }

    private ValueTask TellAsync(StudyFacts study, string reason) => events.TellDeletedAsync(
        new DeletedInstances
        {
            At = time.GetUtcNow(),
            StudyInstanceUid = study.Study,
            IsWholeStudy = true,
            Instances = study.Instances.CountBy(instance => instance.SopClass).ToImmutableDictionary(),
            PatientId = study.PatientId,
            PatientName = study.PatientName,
            Reason = reason,
            Plugin = $"{plugin.Id} {plugin.Version}",
        },
        CancellationToken.None);

    private async Task RecordAsync(StudyFacts study, string reason)
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
                    Command = "RETENTION",
                    LocalAETitle = AETitle.TryParse(plugin.HostAETitle, out var title) ? title : default,
                    Study = study.Study,
                    Bytes = study.Bytes,
                    Plugin = $"{plugin.Id} {plugin.Version}",
                    Description = $"Study deleted, {study.Instances.Length} instances: {reason}",
                },
            ], CancellationToken.None).ConfigureAwait(false);
        }
        catch (CatalogException failure)
        {
            _logger.NotRecorded(study.Study, failure.Message);
        }
    }
}

using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>Tells what speaks against deleting what a person has chosen: a rule that keeps the study, and jobs that need an instance.</summary>
[Export]
[method: ImportingConstructor]
public sealed class DeletionObstacles(
    StudyReader reader, IRetrieveQueue retrievals, IMediaQueue media, ICommitmentLedger commitments, IPluginSettings<RetentionSettings> settings, TimeProvider time)
{
    private static readonly ImmutableArray<JobState> Open = [JobState.Idle, JobState.Pending];

    /// <summary>The obstacles, in sentences.</summary>
    /// <param name="study">The study, as the catalog has answered.</param>
    /// <param name="chosen">The instances that were chosen.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="CatalogException">A queue cannot be read.</exception>
    internal async ValueTask<ImmutableArray<string>> FindAsync(DicomDataSet study, IReadOnlyList<CatalogInstance> chosen, CancellationToken cancellationToken)
    {
        var obstacles = ImmutableArray.CreateBuilder<string>();
        var sender = await reader.SenderAsync(chosen, cancellationToken).ConfigureAwait(false);
        var volumes = await reader.VolumesAsync(chosen, settings.Current.DecidingReading, cancellationToken).ConfigureAwait(false);
        if (new RetentionChoice(settings.Current, time.GetUtcNow()).KeptBy(sender, [.. study.GetStrings(Tags.ModalitiesInStudy)], [.. volumes.Keys]) is { } rule)
        {
            obstacles.Add($"The rule '{rule}' of retention keeps the study.");
        }

        (IJobQueue Queue, string Name)[] queues = [(retrievals, "A retrieval"), (media, "A request for media"), (commitments, "A request for storage commitment")];
        foreach (var (queue, name) in queues)
        {
            if (await FindOpenAsync(queue, chosen, cancellationToken).ConfigureAwait(false) is { } job)
            {
                obstacles.Add($"{name} that is not done needs an instance of it: {job.Uid}.");
            }
        }

        if (await FetchAsync(study, cancellationToken).ConfigureAwait(false) is { } fetch)
        {
            obstacles.Add($"The study is being retrieved from {fetch.Peer}: {fetch.Uid}.");
        }

        return obstacles.ToImmutable();
    }

    private static async ValueTask<Job?> FindOpenAsync(IJobQueue queue, IReadOnlyList<CatalogInstance> chosen, CancellationToken cancellationToken)
    {
        foreach (var some in chosen.Select(instance => instance.SopInstance).Distinct().Chunk(JobFilter.MaximumInstances))
        {
            await foreach (var found in queue.FindAsync(new JobFilter { States = Open, Instances = [.. some] }, cancellationToken).ConfigureAwait(false))
            {
                return found.Job;
            }
        }

        return null;
    }

    // What another AE is to send here names its studies, and no instances.
    private async ValueTask<Job?> FetchAsync(DicomDataSet study, CancellationToken cancellationToken)
    {
        var uid = study.GetString(Tags.StudyInstanceUID) ?? "";
        await foreach (var found in retrievals.FindAsync(new JobFilter { States = Open, IsOutgoing = true }, cancellationToken).ConfigureAwait(false))
        {
            if (found.Job.Attributes.GetStrings(Tags.StudyInstanceUID).Contains(uid))
            {
                return found.Job;
            }
        }

        return null;
    }
}

using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>The queue of retrievals, leased for each call anew: whoever provides it can be replaced while a retrieval goes on.</summary>
/// <remarks>Safe for concurrent use. What the calls throw is what those of <see cref="IJobQueue"/> throw, or that nobody provides the queue.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class RetrieveQueue(ExportFactory<RetrieveQueuePart> parts)
{
    /// <summary>Adds a job, and reads it as it lies there.</summary>
    internal async Task<StoredJob?> AddAsync(Job job)
    {
        using var part = parts.CreateExport();
        await part.Value.Queue.AddAsync(job, CancellationToken.None).ConfigureAwait(false);
        return await part.Value.Queue.GetAsync(job.Uid, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.ClaimAsync"/>
    internal async Task<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.ClaimAsync(lease, now, maximum, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.UpdateAsync"/>
    internal async Task<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.UpdateAsync(stored, changed, lease, now, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes the jobs that go on no more and were last changed before a time.</summary>
    internal async Task RemoveAsync(DateTimeOffset changedBefore, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        await part.Value.Queue
            .RemoveAsync(new JobFilter { States = [JobState.Idle, JobState.Done, JobState.Failed], ChangedBefore = changedBefore }, cancellationToken).ConfigureAwait(false);
    }
}

using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The queue for work in the background: leased for each call anew, so that whoever provides it can be replaced at any time.</summary>
/// <remarks>Safe for concurrent use. What the calls throw is what those of <see cref="IJobQueue"/> throw, or that nobody provides the queue.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Queue(ExportFactory<QueuePart> parts)
{
    /// <inheritdoc cref="IJobQueue.GetAsync"/>
    internal async ValueTask<StoredJob?> GetAsync(Uid uid)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.GetAsync(uid, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.ClaimAsync"/>
    internal async ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.ClaimAsync(lease, now, maximum, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.UpdateAsync"/>
    internal async ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.UpdateAsync(stored, changed, lease, now, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The UIDs of the requests that are pending.</summary>
    internal async ValueTask<List<Uid>> PendingAsync(CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        var pending = new List<Uid>();
        await foreach (var stored in part.Value.Queue.FindAsync(new JobFilter { States = [JobState.Pending] }, cancellationToken).ConfigureAwait(false))
        {
            pending.Add(stored.Job.Uid);
        }

        return pending;
    }

    /// <inheritdoc cref="IJobQueue.RemoveAsync"/>
    internal async ValueTask<int> RemoveAsync(JobState state, DateTimeOffset changedBefore, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        return await part.Value.Queue.RemoveAsync(new JobFilter { States = [state], ChangedBefore = changedBefore }, cancellationToken).ConfigureAwait(false);
    }
}

using System.Runtime.CompilerServices;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A queue for work in the background: opened for each call anew, so that whoever provides it can be replaced at any time.</summary>
/// <remarks>
/// Safe for concurrent use. A plugin derives from it and opens the queue by an <c>ExportFactory</c> of a part that imports it. What the calls throw is what those of
/// <see cref="IJobQueue"/> throw, or that nobody provides the queue. A listing holds whoever provides the queue until it has ended.
/// </remarks>
public abstract class BackgroundJobQueue : IJobQueue
{
    /// <summary>Opens the queue for one call.</summary>
    /// <returns>The queue, and what is disposed after the call.</returns>
    protected abstract (IJobQueue Queue, IDisposable Lease) Open();

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken)
    {
        var (queue, lease) = Open();
        using (lease)
        {
            return await queue.AddAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken)
    {
        var (queue, lease) = Open();
        using (lease)
        {
            return await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        var (queue, opened) = Open();
        using (opened)
        {
            return await queue.ClaimAsync(lease, now, maximum, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (queue, opened) = Open();
        using (opened)
        {
            return await queue.UpdateAsync(stored, changed, lease, now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (queue, lease) = Open();
        using (lease)
        {
            await foreach (var stored in queue.FindAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                yield return stored;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        var (queue, lease) = Open();
        using (lease)
        {
            return await queue.RemoveAsync(filter, cancellationToken).ConfigureAwait(false);
        }
    }
}

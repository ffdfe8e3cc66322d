using System.Collections.Concurrent;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Rehearsals;

/// <summary>A queue of jobs that is read, and takes note of what it is to change. A job that is added is taken as one that is new: what is asked again was.</summary>
internal sealed class RehearsedQueue(IJobQueue queue, Rehearsal rehearsal) : ICommitmentLedger, IMediaQueue, IRetrieveQueue
{
    private readonly ConcurrentDictionary<Uid, StoredJob> _jobs = [];

    public ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken)
    {
        var isAdded = _jobs.TryAdd(job.Uid, new StoredJob(job, Version: 1, Attempts: 0, Lease: null, job.CreatedAt));
        if (isAdded)
        {
            Note("queued", job);
        }

        return ValueTask.FromResult(isAdded);
    }

    public async ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken) =>
        _jobs.TryGetValue(uid, out var stored) ? stored : await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredJob>>([]);

    public ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var job = changed with { Uid = stored.Job.Uid, CreatedAt = stored.Job.CreatedAt, IsOutgoing = stored.Job.IsOutgoing };
        var next = new StoredJob(job, stored.Version + 1, stored.Attempts, lease, now);
        _jobs[job.Uid] = next;
        Note("changed", job);
        return ValueTask.FromResult<StoredJob?>(next);
    }

    public IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, CancellationToken cancellationToken) => queue.FindAsync(filter, cancellationToken);

    public async ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var stored in queue.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            rehearsal.Note(new RehearsedEffect("removed", stored.Job.Uid.Value, ""));
            count++;
        }

        return count;
    }

    private void Note(string kind, Job job) => rehearsal.Note(new RehearsedEffect(kind, job.Uid.Value, job.State.ToString(), job.Attributes));
}

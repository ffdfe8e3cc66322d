using System.Runtime.CompilerServices;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>A queue of jobs in memory, for each of the contracts that are one. It meets <see cref="JobQueueSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryJobQueue : ICommitmentLedger, IMediaQueue, IRetrieveQueue
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<Uid, StoredJob> _jobs = [];

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _jobs.TryAdd(job.Uid, new StoredJob(Kept(job), 1, 0, null, Kept(job.CreatedAt)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(uid);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, 1_000);
        Check(lease);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var claimed = _jobs.Values
                .Where(stored => stored.Job.State == JobState.Pending && stored.Job.DueAt <= Kept(now) && (stored.Lease is null || stored.Lease.EndsAt <= Kept(now)))
                .OrderByDescending(stored => stored.Job.Priority).ThenBy(stored => stored.Job.DueAt).Take(maximum)
                .Select(stored => stored with { Version = stored.Version + 1, Attempts = stored.Attempts + 1, Lease = Kept(lease), ChangedAt = Kept(now) }).ToList();
            claimed.ForEach(stored => _jobs[stored.Job.Uid] = stored);
            return claimed;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        Check(lease);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(stored.Job.Uid) is not { } current || current.Version != stored.Version)
            {
                return null;
            }

            var job = Kept(changed with { Uid = stored.Job.Uid, CreatedAt = current.Job.CreatedAt, IsOutgoing = current.Job.IsOutgoing });
            return _jobs[job.Uid] = current with { Job = job, Version = current.Version + 1, Lease = Kept(lease), ChangedAt = Kept(now) };
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var stored in Chosen(filter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
        {
            throw new ArgumentException("A filter without a condition would remove all jobs.", nameof(filter));
        }

        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return Chosen(filter).Count(stored => _jobs.Remove(stored.Job.Uid));
        }
    }

    private List<StoredJob> Chosen(JobFilter filter)
    {
        lock (_gate)
        {
            return
            [
                .. _jobs.Values.Where(stored =>
                    (filter.States.IsDefaultOrEmpty || filter.States.Contains(stored.Job.State))
                    && (filter.Peer is not { } peer || stored.Job.Peer == peer)
                    && (filter.IsOutgoing is not { } isOutgoing || stored.Job.IsOutgoing == isOutgoing)
                    && (filter.Instances.IsDefaultOrEmpty || filter.Instances.Any(stored.Job.Instances.Contains))
                    && (filter.LeaseOwners.IsDefaultOrEmpty || (stored.Lease is { } lease && filter.LeaseOwners.Contains(lease.Owner)))
                    && (filter.ChangedBefore is not { } before || stored.ChangedAt < Kept(before))),
            ];
        }
    }

    private static void Check(JobLease? lease)
    {
        if (lease is not null && lease.Owner.Length is 0 or > JobLease.MaximumOwnerLength)
        {
            throw new ArgumentException("The owner's name is empty or too long.", nameof(lease));
        }
    }

    // To the millisecond and in UTC, as a database keeps it.
    private static DateTimeOffset Kept(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static JobLease? Kept(JobLease? lease) => lease is null ? null : lease with { EndsAt = Kept(lease.EndsAt) };

    private static Job Kept(Job job) => job with
    {
        DueAt = Kept(job.DueAt),
        CreatedAt = Kept(job.CreatedAt),
        Instances = job.Instances.IsDefault ? [] : [.. job.Instances.Distinct()],
        Note = job.Note.Length > Job.MaximumNoteLength ? job.Note[..Job.MaximumNoteLength] : job.Note,
    };

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }

    internal List<StoredJob> All()
    {
        lock (_gate)
        {
            return [.. _jobs.Values];
        }
    }

    internal void Put(StoredJob stored)
    {
        lock (_gate)
        {
            _jobs[stored.Job.Uid] = stored;
        }
    }

    internal void Remove(Uid uid)
    {
        lock (_gate)
        {
            _jobs.Remove(uid);
        }
    }
}

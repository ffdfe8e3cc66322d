using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>A queue of jobs in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts: a claim is an UPDATE of the version that was read, which one of several can do.</remarks>
public abstract class RelationalJobQueue(RelationalCatalog catalog, JobQueueKind kind) : IJobQueue
{
    private const int MaximumClaim = 1_000;
    private const int Rounds = 4;
    private readonly int _queue = (int)kind;

    public virtual ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var row = JobRows.New(_queue, job);
        return catalog.WriteAsync(
            session =>
            {
                if (session.Context.Jobs.Any(x => x.Queue == _queue && x.Uid == row.Uid))
                {
                    return false;
                }

                JobRows.AddInstances(session, session.Add(row), job);
                return true;
            },
            cancellationToken);
    }

    public virtual async ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken)
    {
        var row = await catalog.ReadAsync(
            (context, token) => context.Jobs.Where(x => x.Queue == _queue && x.Uid == uid.Value).WithInstances().SingleOrDefaultAsync(token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : JobRows.Read(row);
    }

    public virtual ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, MaximumClaim);
        JobRows.Check(lease);
        return catalog.WriteAsync<IReadOnlyList<StoredJob>>(session => Claim(session, lease, now.ToUnixTimeMilliseconds(), maximum), cancellationToken);
    }

    public virtual ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        JobRows.Check(lease);
        changed = changed with { Uid = stored.Job.Uid, CreatedAt = stored.Job.CreatedAt, IsOutgoing = stored.Job.IsOutgoing };
        var row = JobRows.New(_queue, changed, lease, stored.Version + 1, stored.Attempts, now);
        var isSameInstances = stored.Job.Instances.ToHashSet().SetEquals(changed.Instances.IsDefault ? [] : changed.Instances);
        return catalog.WriteAsync(
            session =>
            {
                var updated = session.Context.Jobs.Where(x => x.Queue == _queue && x.Uid == row.Uid && x.Version == stored.Version).ExecuteUpdate(job => job
                    .SetProperty(x => x.State, row.State)
                    .SetProperty(x => x.Rank, row.Rank)
                    .SetProperty(x => x.DueAt, row.DueAt)
                    .SetProperty(x => x.Peer, row.Peer)
                    .SetProperty(x => x.LeaseOwner, row.LeaseOwner)
                    .SetProperty(x => x.LeaseEndsAt, row.LeaseEndsAt)
                    .SetProperty(x => x.Version, row.Version)
                    .SetProperty(x => x.ChangedAt, row.ChangedAt)
                    .SetProperty(x => x.Note, row.Note)
                    .SetProperty(x => x.Attributes, row.Attributes));
                if (updated == 0)
                {
                    return null;
                }

                if (!isSameInstances)
                {
                    var id = session.Context.Jobs.Where(x => x.Queue == _queue && x.Uid == row.Uid).Select(x => x.Id).Single();
                    session.Context.JobInstances.Where(x => x.JobFk == id).ExecuteDelete();
                    JobRows.AddInstances(session, id, changed);
                }

                return JobRows.Read(row, changed);
            },
            cancellationToken);
    }

    public virtual IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new JobSearch(catalog, _queue, filter).RunAsync(cancellationToken);
    }

    public virtual async ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
        {
            throw new ArgumentException("A filter without a condition would remove all jobs; give at least one.", nameof(filter));
        }

        var removed = 0;
        while (true)
        {
            var page = await catalog.WriteAsync(session => Remove(session, filter), cancellationToken).ConfigureAwait(false);
            removed += page;
            if (page < JobSearch.PageSize)
            {
                return removed;
            }
        }
    }

    private List<StoredJob> Claim(WriterSession session, JobLease lease, long now, int maximum)
    {
        var (owner, endsAt) = (lease.Owner, lease.EndsAt.ToUnixTimeMilliseconds());
        var pending = (int)JobState.Pending;
        List<long> claimed = [];
        for (var round = 0; round < Rounds && claimed.Count == 0; round++)
        {
            var due = session.Context.Jobs
                .Where(x => x.Queue == _queue && x.State == pending && x.DueAt <= now && x.LeaseEndsAt <= now)
                .OrderBy(x => x.Rank).ThenBy(x => x.DueAt).ThenBy(x => x.Id).Take(maximum).Select(x => new { x.Id, x.Version }).ToList();
            if (due.Count == 0)
            {
                break;
            }

            foreach (var job in due)
            {
                var updated = session.Context.Jobs.Where(x => x.Id == job.Id && x.Version == job.Version).ExecuteUpdate(claim => claim
                    .SetProperty(x => x.LeaseOwner, owner)
                    .SetProperty(x => x.LeaseEndsAt, endsAt)
                    .SetProperty(x => x.Version, x => x.Version + 1)
                    .SetProperty(x => x.Attempts, x => x.Attempts + 1)
                    .SetProperty(x => x.ChangedAt, now));
                if (updated == 1)
                {
                    claimed.Add(job.Id); // otherwise another host was faster
                }
            }
        }

        var rows = claimed.Chunk(JobSearch.PageSize).SelectMany(ids => session.Context.Jobs.Where(x => ids.Contains(x.Id)).WithInstances().ToList());
        return [.. rows.OrderBy(row => row.Rank).ThenBy(row => row.DueAt).ThenBy(row => row.Id).Select(JobRows.Read)];
    }

    private int Remove(WriterSession session, JobFilter filter)
    {
        var ids = JobSearch.Narrow(session.Context, _queue, filter).OrderBy(x => x.Id).Select(x => x.Id).Take(JobSearch.PageSize).ToArray();
        if (ids.Length > 0)
        {
            session.Context.JobInstances.Where(x => ids.Contains(x.JobFk)).ExecuteDelete();
            session.Context.Jobs.Where(x => ids.Contains(x.Id)).ExecuteDelete();
        }

        return ids.Length;
    }
}

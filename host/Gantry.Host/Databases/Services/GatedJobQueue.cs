using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal abstract class GatedJobQueue<T>(OperationLeases leases, TransferKind kind) : GatedService<T>(leases), IJobQueue
    where T : class, IJobQueue
{
    public ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken) => ChangeAsync(queue => queue.AddAsync(job, cancellationToken), job.Uid, cancellationToken);

    public ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken) => Current.GetAsync(uid, cancellationToken);

    public ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken) => WriteAsync(
        queue => queue.ClaimAsync(lease, now, maximum, cancellationToken),
        (changes, claimed) => changes.Note(kind, claimed.Select(stored => stored.Job.Uid.Value)),
        changes => changes.NoteAll(kind),
        cancellationToken);

    public ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(queue => queue.UpdateAsync(stored, changed, lease, now, cancellationToken), stored.Job.Uid, cancellationToken);

    public IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, CancellationToken cancellationToken) => Current.FindAsync(filter, cancellationToken);

    public ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken) => WriteAsync(
        queue => queue.RemoveAsync(filter, cancellationToken), (changes, removed) => NoteSome(changes, removed), changes => changes.NoteAll(kind), cancellationToken);

    private ValueTask<TResult> ChangeAsync<TResult>(Func<T, ValueTask<TResult>> change, Uid uid, CancellationToken cancellationToken) =>
        WriteAsync(change, changes => changes.Note(kind, uid.Value), cancellationToken);

    private void NoteSome(ChangeBook changes, int removed)
    {
        if (removed > 0)
        {
            changes.NoteAll(kind);
        }
    }
}

internal sealed class GatedCommitmentLedger(OperationLeases leases) : GatedJobQueue<ICommitmentLedger>(leases, TransferKind.Commitment), ICommitmentLedger;

internal sealed class GatedMediaQueue(OperationLeases leases) : GatedJobQueue<IMediaQueue>(leases, TransferKind.Media), IMediaQueue;

internal sealed class GatedRetrieveQueue(OperationLeases leases) : GatedJobQueue<IRetrieveQueue>(leases, TransferKind.Retrieve), IRetrieveQueue;

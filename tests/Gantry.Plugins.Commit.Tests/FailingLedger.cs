using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>A ledger that fails while a fault is set.</summary>
internal sealed class FailingLedger(InMemoryJobQueue? inner = null) : ICommitmentLedger
{
    private readonly InMemoryJobQueue _inner = inner ?? new InMemoryJobQueue();

    public volatile CatalogException? Fault;

    public ValueTask<bool> AddAsync(Job job, CancellationToken cancellationToken) => Inner().AddAsync(job, cancellationToken);

    public ValueTask<StoredJob?> GetAsync(Uid uid, CancellationToken cancellationToken) => _inner.GetAsync(uid, cancellationToken);

    public ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        Inner().ClaimAsync(lease, now, maximum, cancellationToken);

    public ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        Inner().UpdateAsync(stored, changed, lease, now, cancellationToken);

    public IAsyncEnumerable<StoredJob> FindAsync(JobFilter filter, CancellationToken cancellationToken) => Inner().FindAsync(filter, cancellationToken);

    public ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken) => Inner().RemoveAsync(filter, cancellationToken);

    private InMemoryJobQueue Inner() => Fault is { } fault ? throw fault : _inner;
}

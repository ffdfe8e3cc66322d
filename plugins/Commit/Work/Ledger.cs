using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Commit;

/// <summary>The ledger for work in the background: leased for each call anew, so that whoever provides it can be replaced at any time.</summary>
/// <remarks>Safe for concurrent use. What the calls throw is what those of <see cref="IJobQueue"/> throw, or that nobody provides the ledger.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Ledger(ExportFactory<LedgerPart> parts)
{
    /// <inheritdoc cref="IJobQueue.AddAsync"/>
    internal async ValueTask<bool> AddAsync(Job job)
    {
        using var part = parts.CreateExport();
        return await part.Value.Ledger.AddAsync(job, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.ClaimAsync"/>
    internal async ValueTask<IReadOnlyList<StoredJob>> ClaimAsync(JobLease lease, DateTimeOffset now, int maximum, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        return await part.Value.Ledger.ClaimAsync(lease, now, maximum, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.UpdateAsync"/>
    internal async ValueTask<StoredJob?> UpdateAsync(StoredJob stored, Job changed, JobLease? lease, DateTimeOffset now)
    {
        using var part = parts.CreateExport();
        return await part.Value.Ledger.UpdateAsync(stored, changed, lease, now, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IJobQueue.RemoveAsync"/>
    internal async ValueTask<int> RemoveAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        return await part.Value.Ledger.RemoveAsync(filter, cancellationToken).ConfigureAwait(false);
    }
}

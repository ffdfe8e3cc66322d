using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedTransactionLog(OperationLeases leases) : GatedService<ITransactionLog>(leases), ITransactionLog
{
    public async ValueTask AddAsync(IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken) => await WriteAsync(
        async log =>
        {
            await log.AddAsync(records, cancellationToken).ConfigureAwait(false);
            return true;
        },
        changes => changes.NoteTail(TransferKind.Transaction),
        cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<StoredTransaction> FindAsync(TransactionFilter filter, CancellationToken cancellationToken) => Current.FindAsync(filter, cancellationToken);

    public ValueTask<StoredTransaction?> GetAsync(long number, CancellationToken cancellationToken) => Current.GetAsync(number, cancellationToken);

    public ValueTask<int> RemoveAsync(TransactionFilter filter, CancellationToken cancellationToken) => WriteAsync(
        log => log.RemoveAsync(filter, cancellationToken),
        (changes, removed) =>
        {
            if (removed > 0)
            {
                changes.NoteAll(TransferKind.Transaction);
            }
        },
        changes => changes.NoteAll(TransferKind.Transaction),
        cancellationToken);
}

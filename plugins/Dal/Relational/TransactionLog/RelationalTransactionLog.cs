using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>The transaction log in the catalog's database.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public abstract class RelationalTransactionLog(RelationalCatalog catalog) : ITransactionLog
{
    private const int MaximumRemoval = 1_000;

    public virtual async ValueTask AddAsync(IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count > 0)
        {
            TransactionRow[] rows = [.. records.Select(TransactionRows.New)];
            await catalog.WriteAsync(session => Add(session, rows), cancellationToken).ConfigureAwait(false);
        }
    }

    public virtual IAsyncEnumerable<StoredTransaction> FindAsync(TransactionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new TransactionSearch(catalog, filter).RunAsync(cancellationToken);
    }

    public virtual async ValueTask<StoredTransaction?> GetAsync(long number, CancellationToken cancellationToken)
    {
        var row = await catalog.ReadAsync((context, token) => context.Transactions.SingleOrDefaultAsync(x => x.Id == number, token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : TransactionRows.Read(row);
    }

    public virtual ValueTask<int> RemoveAsync(TransactionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
        {
            throw new ArgumentException("A filter without a condition would remove the whole log; give at least one.", nameof(filter));
        }

        var search = new TransactionSearch(catalog, filter);
        var maximum = Math.Clamp(filter.Limit ?? MaximumRemoval, 0, MaximumRemoval);
        return catalog.WriteAsync(session => Remove(session, search, maximum), cancellationToken);
    }

    private static int Add(WriterSession session, TransactionRow[] rows)
    {
        foreach (var row in rows)
        {
            session.AddUnnamed(row);
        }

        return rows.Length;
    }

    private static int Remove(WriterSession session, TransactionSearch search, int maximum)
    {
        var ids = search.Oldest(session.Context, maximum);
        foreach (var some in ids.Chunk(Retrieve.SelectionFilter.MaximumList))
        {
            session.Context.Transactions.Where(x => some.Contains(x.Id)).ExecuteDelete();
        }

        return ids.Length;
    }
}

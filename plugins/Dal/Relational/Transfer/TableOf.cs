using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Retrieve;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>A kind of records that are rows of one table, in the order of a column.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TKey">The column's type.</typeparam>
internal abstract class TableOf<TRow, TKey> : TransferTable
    where TRow : class
{
    public override async Task<List<TransferRecord>> ReadAsync(CatalogContext context, string? after, int maximum, CancellationToken cancellationToken)
    {
        var rows = after is null ? Rows(context) : Rows(context).Where(Columns.On(Column, Behind(Parse(after))));
        return [.. (await rows.OrderBy(Column).Take(maximum).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(Record)];
    }

    public override async Task<List<TransferRecord>> GetAsync(CatalogContext context, string[] keys, CancellationToken cancellationToken) =>
        [.. (await With(context, keys).OrderBy(Column).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(Record)];

    /// <summary>The column whose value is the key.</summary>
    protected abstract Expression<Func<TRow, TKey>> Column { get; }

    protected abstract IQueryable<TRow> Rows(CatalogContext context);

    /// <summary>The test of a value of the column that comes behind another.</summary>
    protected abstract Expression<Func<TKey, bool>> Behind(TKey key);

    protected abstract TKey Parse(string key);

    protected abstract TransferRecord Record(TRow row);

    protected IQueryable<TRow> With(CatalogContext context, IEnumerable<string> keys)
    {
        TKey[] values = [.. keys.Select(Parse)];
        return Rows(context).Where(Columns.On<TRow, TKey>(Column, value => values.Contains(value)));
    }

    /// <summary>Keys of records, as many at a time as one statement bears.</summary>
    protected static IEnumerable<string[]> Keys(IReadOnlyList<TransferRecord> records) => records.Select(record => record.Key).Chunk(SelectionFilter.MaximumList);

    protected static void RemoveAll(TableOf<TRow, TKey> table, WriterSession session, IReadOnlyList<TransferRecord> records)
    {
        foreach (var some in Keys(records))
        {
            table.Remove(session, some);
        }
    }
}

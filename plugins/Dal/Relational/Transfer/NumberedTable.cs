using System.Globalization;
using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>Records whose key is the number that the table generates: they bring it.</summary>
internal abstract class NumberedTable<TRow> : TableOf<TRow, long>
    where TRow : class
{
    public sealed override Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records)
    {
        TRow[] rows = [.. records.Select(Row)];
        return session =>
        {
            RemoveAll(this, session, records);
            session.AddKeyed(rows);
            return [];
        };
    }

    public sealed override void Remove(WriterSession session, string[] keys) => With(session.Context, keys).ExecuteDelete();

    protected abstract TRow Row(TransferRecord record);

    protected sealed override Expression<Func<long, bool>> Behind(long key) => number => number > key;

    protected sealed override long Parse(string key) => long.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);
}

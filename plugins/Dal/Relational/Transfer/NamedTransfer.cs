using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>Users and roles: a row that is there keeps its id, for tokens refer to it.</summary>
internal abstract class NamedTransfer<TRow> : TextTable<TRow>
    where TRow : class, INamedRow
{
    public sealed override Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records)
    {
        TRow[] rows = [.. records.Select(Row)];
        return session =>
        {
            var ids = Keys(records).SelectMany(some => With(session.Context, some).Select(row => new { row.Key, row.Id })).ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);
            foreach (var row in rows)
            {
                row.Id = ids.GetValueOrDefault(row.Key);
                if (row.Id == 0)
                {
                    session.Add(row);
                }
                else
                {
                    session.Replace(row);
                }
            }

            return [];
        };
    }

    protected sealed override Expression<Func<TRow, string>> Column => row => row.Key;

    protected abstract TRow Row(TransferRecord record);
}

using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.TransactionLog;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class TransactionTransfer : NumberedTable<TransactionRow>
{
    protected override Expression<Func<TransactionRow, long>> Column => row => row.Id;

    protected override IQueryable<TransactionRow> Rows(CatalogContext context) => context.Transactions;

    protected override TransferRecord Record(TransactionRow row) => new LogRecord(TransactionRows.Read(row));

    protected override TransactionRow Row(TransferRecord record)
    {
        var stored = ((LogRecord)record).Stored;
        var row = TransactionRows.New(stored.Record);
        row.Id = stored.Number;
        return row;
    }
}

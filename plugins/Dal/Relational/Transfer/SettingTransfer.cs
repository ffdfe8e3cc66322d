using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Settings;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class SettingTransfer : NumberedTable<SettingChangeRow>
{
    protected override Expression<Func<SettingChangeRow, long>> Column => row => row.Id;

    protected override IQueryable<SettingChangeRow> Rows(CatalogContext context) => context.SettingChanges;

    protected override TransferRecord Record(SettingChangeRow row) => new SettingChangeRecord(row.Id, SettingRows.Read(row));

    protected override SettingChangeRow Row(TransferRecord record)
    {
        var change = (SettingChangeRecord)record;
        var row = SettingRows.New(change.Change);
        row.Id = change.Number;
        return row;
    }
}

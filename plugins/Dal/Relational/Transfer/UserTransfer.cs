using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Users;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class UserTransfer : NamedTransfer<UserRow>
{
    public override void Remove(WriterSession session, string[] keys)
    {
        UserRows.RemoveTokens(session, keys);
        With(session.Context, keys).ExecuteDelete();
    }

    protected override IQueryable<UserRow> Rows(CatalogContext context) => context.Users;

    protected override TransferRecord Record(UserRow row) => new UserRecord(UserRows.Read(row));

    protected override UserRow Row(TransferRecord record) => UserRows.New(((UserRecord)record).Stored.Value, ((UserRecord)record).Stored.Version);
}

using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Users;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class RoleTransfer : NamedTransfer<RoleRow>
{
    public override void Remove(WriterSession session, string[] keys) => With(session.Context, keys).ExecuteDelete();

    protected override IQueryable<RoleRow> Rows(CatalogContext context) => context.Roles;

    protected override TransferRecord Record(RoleRow row) => new RoleRecord(UserRows.Read(row));

    protected override RoleRow Row(TransferRecord record) => UserRows.New(((RoleRecord)record).Stored.Value, ((RoleRecord)record).Stored.Version);
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.Sqlite.Tests.Vendor;

[DbContext(typeof(VendorContext)), Migration(Id)]
internal sealed class VendorMigration : InitialMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        base.Up(migrationBuilder);
        migrationBuilder.RenameTable("study", newName: VendorContext.Table);
    }

    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id.Annotation("Sqlite:Autoincrement", true);
}

[DbContext(typeof(VendorContext)), Migration(Id)]
internal sealed class VendorNameParts : NamePartsMigration;

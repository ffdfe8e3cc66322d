using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace VendorNamespace.Migrations;

/// <summary>Makes the tables. Migrations only add: while a version drains, the one before works on the same tables.</summary>
[DbContext(typeof(VendorTypeDatabaseContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    // AUTOINCREMENT: an id is never given twice, so a page that begins behind an id stays right while rows are removed.
    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id.Annotation("Sqlite:Autoincrement", true);
}

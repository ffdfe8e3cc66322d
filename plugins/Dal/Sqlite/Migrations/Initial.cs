using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.Sqlite.Migrations;

[DbContext(typeof(SqliteCatalogContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    // AUTOINCREMENT: an id is never given twice, so a page that begins behind an id stays right while rows are removed.
    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id.Annotation("Sqlite:Autoincrement", true);
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.SqlServer.Migrations;

[DbContext(typeof(SqlServerCatalogContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    protected override string? Collation => SqlServerCatalogContext.ByCodePoint;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        base.Up(migrationBuilder);

        // No column is nullable. Without the model EF Core does not know, and would leave nulls out of unique indexes; the planner could not use them.
        foreach (var index in migrationBuilder.Operations.OfType<CreateIndexOperation>())
        {
            index.Filter ??= "";
        }
    }

    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id.Annotation("SqlServer:Identity", "1, 1");
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Gantry.Dal.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlCatalogContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    protected override string? Collation => PostgreSqlCatalogContext.ByCodePoint;

    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) =>
        id.Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}

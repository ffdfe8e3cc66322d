using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.MySql.Migrations;

[DbContext(typeof(MySqlCatalogContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    protected override string? Collation => MySqlCatalogContext.ByCodePoint;

    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) =>
        id.Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn);
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Oracle.EntityFrameworkCore.Metadata;

namespace Gantry.Dal.Oracle.Migrations;

[DbContext(typeof(OracleCatalogContext)), Migration(Id)]
internal sealed class Initial : InitialMigration
{
    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) =>
        id.Annotation("Oracle:ValueGenerationStrategy", OracleValueGenerationStrategy.IdentityColumn);
}

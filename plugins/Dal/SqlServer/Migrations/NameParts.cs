using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.SqlServer.Migrations;

[DbContext(typeof(SqlServerCatalogContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration
{
    protected override string? Collation => SqlServerCatalogContext.ByCodePoint;
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlCatalogContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration
{
    protected override string? Collation => PostgreSqlCatalogContext.ByCodePoint;
}

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.MySql.Migrations;

[DbContext(typeof(MySqlCatalogContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration
{
    protected override string? Collation => MySqlCatalogContext.ByCodePoint;
}

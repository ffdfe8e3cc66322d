using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.Sqlite.Migrations;

[DbContext(typeof(SqliteCatalogContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration;

using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.Oracle.Migrations;

[DbContext(typeof(OracleCatalogContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration;

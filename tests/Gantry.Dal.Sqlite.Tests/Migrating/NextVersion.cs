using System.Data.Common;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Migrations;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests.Migrating;

/// <summary>The version after this one: a column more in the table of studies.</summary>
internal sealed class NextVersion(SqliteSettings settings) : RelationalCatalog(new NextDialect(settings), NullLoggerFactory.Instance);

internal sealed class NextDialect(SqliteSettings settings) : SqliteDialect(settings)
{
    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) => new NextContext(
        new DbContextOptionsBuilder<NextContext>()
            .UseInternalServiceProvider(entityFramework)
            .UseSqlite(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options);
}

internal sealed class NextContext(DbContextOptions<NextContext> options) : CatalogContext(options);

[DbContext(typeof(NextContext)), Migration(Id)]
internal sealed class NextInitial : InitialMigration
{
    protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id.Annotation("Sqlite:Autoincrement", true);
}

[DbContext(typeof(NextContext)), Migration(Id)]
internal sealed class NextNameParts : NamePartsMigration;

[DbContext(typeof(NextContext)), Migration(Id)]
internal sealed class NextMigration : Migration
{
    public const string Id = "99990101000000_Next";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("Flags", "study", nullable: false, defaultValue: 0);
}

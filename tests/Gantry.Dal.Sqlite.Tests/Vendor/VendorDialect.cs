using System.Data.Common;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gantry.Dal.Sqlite.Tests.Vendor;

/// <summary>One detail of the dialect, and the context that goes with the tables.</summary>
internal sealed class VendorDialect(SqliteSettings settings) : SqliteDialect(settings)
{
    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public override string InsertUnlessPresent(InsertStatement insert)
    {
        Asked++;
        return $"INSERT OR IGNORE INTO {insert.Table} ({insert.ColumnList}) VALUES ({insert.ValueList})";
    }

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) => new VendorContext(
        new DbContextOptionsBuilder<VendorContext>()
            .UseInternalServiceProvider(entityFramework)
            .UseSqlite(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options);
}

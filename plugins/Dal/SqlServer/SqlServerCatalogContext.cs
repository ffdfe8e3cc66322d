using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.SqlServer;

/// <summary>The catalog's tables in SQL Server.</summary>
public sealed class SqlServerCatalogContext(DbContextOptions<SqlServerCatalogContext> options) : CatalogContext(options)
{
    /// <summary>
    /// The collation that compares by code point. It takes blanks at the end for nothing: conditions let more through than they would, which matching
    /// sorts out, and no unique key ends with one.
    /// </summary>
    internal const string ByCodePoint = "Latin1_General_100_BIN2";

    protected override void ConfigureOrdinal(PropertyBuilder<string> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        column.UseCollation(ByCodePoint);
    }
}

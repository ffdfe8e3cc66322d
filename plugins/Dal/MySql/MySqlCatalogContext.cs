using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.MySql;

/// <summary>The catalog's tables in MariaDB and MySQL.</summary>
public sealed class MySqlCatalogContext(DbContextOptions<MySqlCatalogContext> options) : CatalogContext(options)
{
    /// <summary>
    /// The collation by code point that both servers have. It takes blanks at the end for nothing: conditions let more through than they would, which
    /// matching sorts out, and no unique key ends with one.
    /// </summary>
    internal const string ByCodePoint = "utf8mb4_bin";

    protected override void ConfigureOrdinal(PropertyBuilder<string> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        column.UseCollation(ByCodePoint);
    }
}

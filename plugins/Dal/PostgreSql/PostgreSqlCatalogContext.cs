using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.PostgreSql;

/// <summary>The catalog's tables in PostgreSQL.</summary>
public sealed class PostgreSqlCatalogContext(DbContextOptions<PostgreSqlCatalogContext> options) : CatalogContext(options)
{
    /// <summary>The collation that compares by code point.</summary>
    internal const string ByCodePoint = "C";

    protected override void ConfigureOrdinal(PropertyBuilder<string> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        column.UseCollation(ByCodePoint);
    }
}

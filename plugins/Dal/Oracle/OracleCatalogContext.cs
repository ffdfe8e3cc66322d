using Gantry.Dal.Oracle.Text;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.Oracle;

/// <summary>The catalog's tables in Oracle.</summary>
public sealed class OracleCatalogContext(DbContextOptions<OracleCatalogContext> options) : CatalogContext(options)
{
    public override IQueryable<T> Adapt<T>(IQueryable<T> rows) => rows.Provider.CreateQuery<T>(new PlainColumns().Visit(rows.Expression));

    protected override void ConfigureOrdinal(PropertyBuilder<string> column) =>
        column.HasConversion(text => OracleText.ToStored(text), stored => OracleText.FromStored(stored));
}

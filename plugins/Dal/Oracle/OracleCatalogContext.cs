using Gantry.Dal.Oracle.Text;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.Oracle;

/// <summary>The catalog's tables in Oracle.</summary>
public sealed class OracleCatalogContext(DbContextOptions<OracleCatalogContext> options) : CatalogContext(options)
{
    protected override void ConfigureOrdinal(PropertyBuilder<string> column) =>
        column.HasConversion(text => OracleText.ToStored(text), stored => OracleText.FromStored(stored));
}

using System.ComponentModel.DataAnnotations;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Oracle;

/// <summary>The catalog in an Oracle database.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class OracleCatalog(IPluginContext context, ILoggerFactory loggerFactory)
    : RelationalCatalog(new OracleDialect(context.ReadSettings<OracleCatalogSettings>()), loggerFactory);

/// <summary>The plugin's settings, as an administrator sees them.</summary>
[PluginSettings]
public sealed record OracleCatalogSettings
{
    [Setting("Where the database is, and who asks: Data Source=db1:1521/gantry;User Id=gantry;Password=...", IsSecret = true), MinLength(1)]
    public required string ConnectionString { get; init; }
}

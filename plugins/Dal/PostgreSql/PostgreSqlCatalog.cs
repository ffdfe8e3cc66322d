using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.PostgreSql;

/// <summary>The catalog in a PostgreSQL database.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlCatalog(IPluginContext context, ILoggerFactory loggerFactory)
    : RelationalCatalog(new PostgreSqlDialect(PostgreSqlSettings.Of(context)), loggerFactory);

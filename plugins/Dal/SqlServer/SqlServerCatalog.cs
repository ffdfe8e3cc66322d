using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.SqlServer;

/// <summary>The catalog in a SQL Server database.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerCatalog(IPluginContext context, ILoggerFactory loggerFactory)
    : RelationalCatalog(new SqlServerDialect(SqlServerSettings.Of(context)), loggerFactory);

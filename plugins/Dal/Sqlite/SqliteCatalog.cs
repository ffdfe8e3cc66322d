using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Sqlite;

/// <summary>The catalog in one SQLite file.</summary>
[Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class SqliteCatalog(IPluginContext context, ILoggerFactory loggerFactory)
    : RelationalCatalog(new SqliteDialect(SqliteSettings.Of(context)), loggerFactory);

using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.MySql;

/// <summary>The catalog in a MariaDB or MySQL database.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class MySqlCatalog(IPluginContext context, ILoggerFactory loggerFactory)
    : RelationalCatalog(new MySqlDialect(MySqlSettings.Of(context)), loggerFactory);

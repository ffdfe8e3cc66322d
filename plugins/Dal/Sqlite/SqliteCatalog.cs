using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Sqlite;

/// <summary>The catalog in one SQLite file.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
public sealed class SqliteCatalog : RelationalCatalog
{
    private readonly bool _migratesAtStart;

    [ImportingConstructor]
    public SqliteCatalog(IPluginContext context, ILoggerFactory loggerFactory) : this(SqliteSettings.Of(context), loggerFactory)
    {
    }

    private SqliteCatalog(SqliteSettings settings, ILoggerFactory loggerFactory) : base(new SqliteDialect(settings), loggerFactory) =>
        _migratesAtStart = settings.MigratesAtStart;

    protected override bool MigratesAtStart => _migratesAtStart;
}

using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Gantry.Dal.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>A database of a test's own, of which the data access layer believes that it is SQL Server's.</summary>
internal sealed class CapturedDatabase : IAsyncDisposable
{
    private readonly TestPluginContext _sqlite = new("gantry.sqlite");
    private readonly TestPluginContext _context = new TestPluginContext("gantry.sqlserver").With("ConnectionString", "Server=captured;Database=captured");
    private CapturedCatalog? _catalog;
    private bool _isMade;

    /// <summary>Starts the catalog, after it was stopped if it runs.</summary>
    public async ValueTask<RelationalCatalog> StartAsync()
    {
        if (!_isMade)
        {
            await using var tables = new SqliteCatalog(_sqlite, NullLoggerFactory.Instance);
            await tables.StartAsync(TestContext.Current.CancellationToken);
            _isMade = true;
        }

        await StopAsync();
        _catalog = new CapturedCatalog(new CapturedDialect(SqlServerSettings.Of(_context), Path.Combine(_sqlite.DataFolder, "catalog.db")));
        await _catalog.StartAsync(TestContext.Current.CancellationToken);
        return _catalog;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _sqlite.Dispose();
        _context.Dispose();
        Assert.Empty(CapturedCommand.Faults);
    }

    private async ValueTask StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }

    private sealed class CapturedCatalog(CatalogDialect dialect) : RelationalCatalog(dialect, NullLoggerFactory.Instance);
}

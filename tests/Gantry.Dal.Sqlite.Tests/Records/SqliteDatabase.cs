using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>A catalog in a file of its own, for a test.</summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly TestPluginContext _context = new("gantry.sqlite");
    private SqliteCatalog? _catalog;

    /// <summary>Starts it, after it was stopped if it runs.</summary>
    public async ValueTask<SqliteCatalog> StartAsync()
    {
        await StopAsync();
        _catalog = new SqliteCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(TestContext.Current.CancellationToken);
        return _catalog;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _context.Dispose();
    }

    private async ValueTask StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }
}

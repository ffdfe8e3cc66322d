using Gantry.Contracts;

namespace Gantry.Dal.Testing;

/// <summary>A catalog of a pool, for one test: begun, started anew and given back as specifications want it.</summary>
public sealed class LentCatalog<TCatalog>(CatalogPool<TCatalog> pool) : IAsyncDisposable
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    private CatalogDatabase<TCatalog>? _database;

    /// <summary>The catalog: empty, running.</summary>
    public async Task<TCatalog> StartAsync()
    {
        _database = await pool.TakeAsync();
        return _database.Catalog;
    }

    /// <summary>Stops the catalog, as a server does that is shut down, and starts another on the same database.</summary>
    public Task<TCatalog> RestartAsync() => _database!.RestartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await pool.ReturnAsync(_database);
        }
    }
}

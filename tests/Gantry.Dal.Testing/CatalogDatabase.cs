using System.Data.Common;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Dal.Testing;

/// <summary>A database of a test's own, and the catalogs on it. Disposing it stops them and removes the database.</summary>
/// <typeparam name="TCatalog">The provider's catalog.</typeparam>
/// <param name="pluginId">The provider's plugin id.</param>
public abstract class CatalogDatabase<TCatalog>(string pluginId) : IAsyncDisposable
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    private static readonly InstanceSelection Nothing = new() { Instances = [new Uid("2.25.0")] };
    private readonly List<TCatalog> _started = [];

    /// <summary>Its name, where it is on a server.</summary>
    public string Name { get; } = $"catalog_{Guid.NewGuid():N}";

    /// <summary>What the provider is told.</summary>
    public TestPluginContext Context { get; } = new(pluginId);

    /// <summary>The catalog that was started last.</summary>
    public TCatalog Catalog => _started[^1];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What to say before rows are deleted without regard to each other, and for names in double quotes.</summary>
    protected abstract string BeforeEmptying { get; }

    /// <summary>A query for the names of all tables.</summary>
    protected abstract string TableNames { get; }

    /// <summary>Makes a catalog that does not run yet.</summary>
    public abstract TCatalog Create();

    /// <summary>Starts a catalog; the database is made by the first.</summary>
    public async Task<TCatalog> StartAsync()
    {
        var catalog = Create();
        await catalog.StartAsync(Cancellation);
        lock (_started)
        {
            _started.Add(catalog);
        }

        return catalog;
    }

    /// <summary>Stops the catalog that was started last, and starts another.</summary>
    public async Task<TCatalog> RestartAsync()
    {
        await Catalog.StopAsync(Cancellation);
        return await StartAsync();
    }

    /// <summary>Opens a connection of its own, which is not the provider's.</summary>
    /// <param name="database">Another database of the server; null for this one.</param>
    public async Task<DbConnection> OpenAsync(string? database = null)
    {
        var connection = Connect(database);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    /// <summary>Runs a statement on a connection of its own.</summary>
    /// <param name="sql">The statement, or several.</param>
    /// <param name="database">Another database of the server; null for this one.</param>
    public async Task ExecuteAsync(string sql, string? database = null)
    {
        await using var connection = await OpenAsync(database);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Removes all rows, while the catalog goes on.</summary>
    public async Task EmptyAsync()
    {
        await using (var connection = await OpenAsync())
        {
            await connection.ExecuteAsync(BeforeEmptying);
            var tables = (await connection.ReadAsync(TableNames)).Where(table => table is not ("catalog_schema" or "__EFMigrationsHistory"));
            await connection.ExecuteAsync(string.Concat(tables.Select(table => $"DELETE FROM \"{table}\";")));
        }

        // A removal, even of nothing, is where the catalog forgets what it remembers of the rows.
        await Catalog.RemoveAsync(Nothing, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in _started)
        {
            await catalog.StopAsync(CancellationToken.None);
        }

        await DropAsync();
        Context.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A closed connection that no pool keeps.</summary>
    protected abstract DbConnection Connect(string? database);

    /// <summary>Removes the database, where there is one.</summary>
    protected abstract Task DropAsync();
}

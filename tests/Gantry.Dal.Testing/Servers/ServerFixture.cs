using Gantry.Contracts;
using Gantry.DatabaseServers;

namespace Gantry.Dal.Testing.Servers;

/// <summary>The one server of all tests of a provider, and the databases on it that are lent.</summary>
public abstract class ServerFixture<TCatalog> : IAsyncLifetime
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    private DatabaseServer? _server;

    protected ServerFixture() => Pool = new CatalogPool<TCatalog>(() => Make(Server));

    /// <summary>The server; skips the test where there is none.</summary>
    public DatabaseServer Server => OrSkip(_server);

    /// <summary>Databases on the server for tests that do no harm to them.</summary>
    public CatalogPool<TCatalog> Pool { get; }

    /// <summary>What is not installed, where there is no server.</summary>
    protected abstract string Missing { get; }

    /// <summary>A database for a test alone; nothing is made on the server yet.</summary>
    public abstract CatalogDatabase<TCatalog> Make(DatabaseServer server);

    /// <summary>Another server, for a test that does it harm; skips the test where there is none.</summary>
    public async Task<DatabaseServer> StartAnotherAsync() => OrSkip(await TryStartAsync());

    public async ValueTask InitializeAsync() => _server = await TryStartAsync();

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A server that runs; null where there is none to start.</summary>
    protected abstract Task<DatabaseServer?> TryStartAsync();

    private DatabaseServer OrSkip(DatabaseServer? server) => server ?? throw Xunit.Sdk.SkipException.ForSkip(Missing);
}

using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;

namespace Gantry.Benchmarks.Catalog;

/// <summary>The catalog in a database server of the benchmark's own, on loopback.</summary>
internal abstract class ServerUnderTest(string name, string plugin) : CatalogUnderTest(name, plugin)
{
    private DatabaseServer? _server;

    public override long Size => _server!.Size;

    /// <summary>Starts the server.</summary>
    /// <returns>The server and a connection string; null where it is not installed.</returns>
    protected abstract ValueTask<(DatabaseServer Server, string ConnectionString)?> StartServerAsync();

    protected override async ValueTask<string?> PrepareAsync(TestServices services, string folder)
    {
        if (await StartServerAsync() is not var (server, connectionString))
        {
            return "the server is not installed";
        }

        _server = server;
        services.WithSetting("ConnectionString", connectionString).WithSetting("CreateDatabase", "true");
        return null;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

using Gantry.DatabaseServers;

namespace Gantry.Interop.Tests;

/// <summary>Where a host's catalog is: a database server of the test's own, or none for SQLite.</summary>
internal sealed class CatalogServer : IAsyncDisposable
{
    private CatalogServer(DatabaseServer? server, params string[] settings) => (Server, Settings) = (server, settings);

    /// <summary>The server; null for SQLite.</summary>
    public DatabaseServer? Server { get; }

    /// <summary>The host's settings for it.</summary>
    public string[] Settings { get; }

    /// <summary>Starts the server that a provider needs; skips the test where it is not installed.</summary>
    /// <param name="provider">The plugin that provides the catalog.</param>
    public static async Task<CatalogServer> StartAsync(string provider)
    {
        if (provider == "gantry.sqlite")
        {
            return new(null);
        }

        var (server, address) = await StartServerAsync(provider);
        return new(
            server,
            "--Gantry:Catalog", provider, $"--Gantry:Plugins:{provider}:ConnectionString", address, $"--Gantry:Plugins:{provider}:CreateDatabase", "true");
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<(DatabaseServer Server, string Address)> StartServerAsync(string provider)
    {
        if (provider == "gantry.postgresql")
        {
            var postgreSql = await PostgreSqlServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("PostgreSQL is not installed (Debian: postgresql).");
            return (postgreSql, postgreSql.ConnectionString("gantry"));
        }

        var mariaDb = await MariaDbServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("MariaDB is not installed (Debian: mariadb-server).");
        return (mariaDb, mariaDb.ConnectionString("gantry"));
    }
}

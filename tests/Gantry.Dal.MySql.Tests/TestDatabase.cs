using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Gantry.Dal.MySql.Tests;

/// <summary>A database of a test's own, and the catalogs on it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly MariaDbServer _server;
    private readonly List<MySqlCatalog> _started = [];

    public TestDatabase(MariaDbServer server)
    {
        _server = server;
        Context.With("ConnectionString", server.ConnectionString(Name)).With("CreateDatabase", "true");
    }

    public string Name { get; } = $"catalog_{Guid.NewGuid():N}";

    public TestPluginContext Context { get; } = new("gantry.mysql");

    public MySqlDialect Dialect => new(MySqlSettings.Of(Context));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<MySqlCatalog> StartAsync()
    {
        var catalog = new MySqlCatalog(Context, NullLoggerFactory.Instance);
        await catalog.StartAsync(Cancellation);
        lock (_started)
        {
            _started.Add(catalog);
        }

        return catalog;
    }

    public async Task<MySqlConnection> OpenAsync(string? database = null)
    {
        var connection = new MySqlConnection(_server.ConnectionString(database ?? Name) + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    public async Task ExecuteAsync(string sql, string? database = null)
    {
        await using var connection = await OpenAsync(database);
        await ExecuteAsync(connection, sql);
    }

    public static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Each row of an answer as one text.</summary>
    public static async Task<List<string>> ReadAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in _started)
        {
            await catalog.StopAsync(CancellationToken.None);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS `{Name}`", "mysql");
        Context.Dispose();
    }
}

using Gantry.Contracts.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>A database of a test's own on the server that GANTRY_SQLSERVER says how to reach, and the catalog on it. It takes ICU and DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0.</summary>
internal sealed class SqlServerDatabase : IAsyncDisposable
{
    private const string Variable = "GANTRY_SQLSERVER";
    private readonly TestPluginContext _context = new("gantry.sqlserver");
    private SqlConnectionStringBuilder? _address;
    private SqlServerCatalog? _catalog;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes the database and starts a catalog on it; skips the test where there is no server.</summary>
    public Task<SqlServerCatalog> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 })
        {
            Assert.Skip($"There is no SQL Server: {Variable} is not set to a connection string.");
        }

        _address = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { InitialCatalog = $"gantry_{Guid.NewGuid():N}" };
        _context.With("ConnectionString", _address.ConnectionString).With("CreateDatabase", "true");
        return RestartAsync();
    }

    /// <summary>Stops the catalog, and starts another.</summary>
    public async Task<SqlServerCatalog> RestartAsync()
    {
        await StopAsync();
        _catalog = new SqlServerCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(Cancellation);
        return _catalog;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _context.Dispose();
        if (_address is not null)
        {
            await using var connection = new SqlConnection(new SqlConnectionStringBuilder(_address.ConnectionString) { InitialCatalog = "master", Pooling = false }.ConnectionString);
            await connection.OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = $"DROP DATABASE IF EXISTS [{_address.InitialCatalog}]";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }
}

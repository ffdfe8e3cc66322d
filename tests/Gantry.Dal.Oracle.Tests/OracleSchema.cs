using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Oracle.ManagedDataAccess.Client;

namespace Gantry.Dal.Oracle.Tests;

/// <summary>The schema that GANTRY_ORACLE says how to reach, without the tables of the test before, and the catalog on it.</summary>
internal sealed class OracleSchema : IAsyncDisposable
{
    private const string Variable = "GANTRY_ORACLE";
    private const string DropAll = "BEGIN FOR t IN (SELECT table_name FROM user_tables) LOOP EXECUTE IMMEDIATE 'DROP TABLE \"' || t.table_name || '\" CASCADE CONSTRAINTS PURGE'; END LOOP; END;";
    private readonly TestPluginContext _context = new("gantry.oracle");
    private OracleCatalog? _catalog;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a catalog on the empty schema; skips the test where there is none.</summary>
    public async Task<OracleCatalog> StartAsync()
    {
        var address = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(address))
        {
            Assert.Skip($"There is no Oracle database: {Variable} is not set to a connection string.");
        }

        await using (var connection = new OracleConnection(address))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = new OracleCommand(DropAll, connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        _context.With("ConnectionString", address);
        return await RestartAsync();
    }

    /// <summary>Stops the catalog, and starts another on what it has left.</summary>
    public async Task<OracleCatalog> RestartAsync()
    {
        await StopAsync();
        _catalog = new OracleCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(Cancellation);
        return _catalog;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _context.Dispose();
    }

    private async Task StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }
}

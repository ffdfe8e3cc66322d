using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Oracle.ManagedDataAccess.Client;

namespace Gantry.Dal.Oracle.Tests;

/// <summary>The specification on a real server: in a schema that GANTRY_ORACLE says how to reach, and whose tables are dropped before each test.</summary>
[Collection(nameof(OracleCatalogTests))]
public sealed class OracleCatalogTests : CatalogSpecification
{
    private const string DropAll = "BEGIN FOR t IN (SELECT table_name FROM user_tables) LOOP EXECUTE IMMEDIATE 'DROP TABLE \"' || t.table_name || '\" CASCADE CONSTRAINTS PURGE'; END LOOP; END;";
    private readonly TestPluginContext _context = new("gantry.oracle");
    private OracleCatalog? _catalog;

    protected override async ValueTask<ICatalog> CreateAsync()
    {
        var address = Environment.GetEnvironmentVariable("GANTRY_ORACLE");
        if (string.IsNullOrEmpty(address))
        {
            Assert.Skip("There is no Oracle database: GANTRY_ORACLE is not set to a connection string.");
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

    protected override async ValueTask<ICatalog> RestartAsync()
    {
        await StopAsync();
        _catalog = new OracleCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(Cancellation);
        return _catalog;
    }

    protected override async ValueTask DestroyAsync()
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

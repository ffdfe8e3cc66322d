using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlTransactionLogTests(PostgreSqlFixture fixture) : TransactionLogSpecification
{
    private TestDatabase? _database;
    private PostgreSqlCatalog? _catalog;

    protected override ValueTask<ITransactionLog> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return StartAsync();
    }

    protected override async ValueTask<ITransactionLog> RestartAsync()
    {
        await _catalog!.StopAsync(Cancellation);
        return await StartAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private async ValueTask<ITransactionLog> StartAsync()
    {
        var catalog = _catalog = await _database!.StartAsync();
        return new PostgreSqlTransactionLog(catalog);
    }
}

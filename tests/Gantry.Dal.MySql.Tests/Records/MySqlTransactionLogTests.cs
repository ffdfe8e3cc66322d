using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlTransactionLogTests(MySqlFixture fixture) : TransactionLogSpecification
{
    private TestDatabase? _database;
    private MySqlCatalog? _catalog;

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
        return new MySqlTransactionLog(catalog);
    }
}

using Gantry.Contracts.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlTransferTests(MySqlFixture fixture) : DatabaseTransferSpecification
{
    private TestDatabase? _database;
    private MySqlCatalog? _catalog;

    protected override ValueTask<DatabaseServices> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return StartAsync();
    }

    protected override async ValueTask<DatabaseServices> RestartAsync()
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

    private async ValueTask<DatabaseServices> StartAsync()
    {
        var catalog = _catalog = await _database!.StartAsync();
        return new DatabaseServices(
            new MySqlTransfer(catalog), catalog, new MySqlCommitmentLedger(catalog), new MySqlTransactionLog(catalog),
            new UserServices(new MySqlUserStore(catalog), new MySqlRoleStore(catalog), new MySqlTokenStore(catalog)), new MySqlSettingsHistory(catalog));
    }
}

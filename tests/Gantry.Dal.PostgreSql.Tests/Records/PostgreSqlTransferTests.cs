using Gantry.Contracts.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlTransferTests(PostgreSqlFixture fixture) : DatabaseTransferSpecification
{
    private TestDatabase? _database;
    private PostgreSqlCatalog? _catalog;

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
            new PostgreSqlTransfer(catalog), catalog, new PostgreSqlCommitmentLedger(catalog), new PostgreSqlTransactionLog(catalog),
            new UserServices(new PostgreSqlUserStore(catalog), new PostgreSqlRoleStore(catalog), new PostgreSqlTokenStore(catalog)), new PostgreSqlSettingsHistory(catalog));
    }
}

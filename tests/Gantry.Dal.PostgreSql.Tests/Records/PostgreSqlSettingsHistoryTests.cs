using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlSettingsHistoryTests(PostgreSqlFixture fixture) : SettingsHistorySpecification
{
    private TestDatabase? _database;
    private PostgreSqlCatalog? _catalog;

    protected override ValueTask<ISettingsHistory> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return StartAsync();
    }

    protected override async ValueTask<ISettingsHistory> RestartAsync()
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

    private async ValueTask<ISettingsHistory> StartAsync()
    {
        var catalog = _catalog = await _database!.StartAsync();
        return new PostgreSqlSettingsHistory(catalog);
    }
}

using Gantry.Contracts.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlUserStoreTests(MySqlFixture fixture) : UserStoreSpecification
{
    private TestDatabase? _database;
    private MySqlCatalog? _catalog;

    protected override ValueTask<UserServices> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return StartAsync();
    }

    protected override async ValueTask<UserServices> RestartAsync()
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

    private async ValueTask<UserServices> StartAsync()
    {
        var catalog = _catalog = await _database!.StartAsync();
        return new UserServices(new MySqlUserStore(catalog), new MySqlRoleStore(catalog), new MySqlTokenStore(catalog));
    }
}

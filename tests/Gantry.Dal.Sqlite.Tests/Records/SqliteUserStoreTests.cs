using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteUserStoreTests : UserStoreSpecification
{
    private readonly SqliteDatabase _database = new();

    protected override ValueTask<UserServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<UserServices> RestartAsync()
    {
        var catalog = await _database.StartAsync();
        return new UserServices(new SqliteUserStore(catalog), new SqliteRoleStore(catalog), new SqliteTokenStore(catalog));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteUserStoreTests(SqliteFixture fixture) : UserStoreSpecification
{
    private readonly LentCatalog<SqliteCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<UserServices> CreateAsync() => Of(await _catalog.StartAsync());

    protected override async ValueTask<UserServices> RestartAsync() => Of(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();

    private static UserServices Of(SqliteCatalog catalog) => new(new DatabaseUserStore(catalog), new DatabaseRoleStore(catalog), new DatabaseTokenStore(catalog));
}

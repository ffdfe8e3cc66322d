using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlUserStoreTests(PostgreSqlFixture fixture) : UserStoreSpecification
{
    private readonly LentCatalog<PostgreSqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<UserServices> CreateAsync() => Of(await _catalog.StartAsync());

    protected override async ValueTask<UserServices> RestartAsync() => Of(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();

    private static UserServices Of(PostgreSqlCatalog catalog) => new(new DatabaseUserStore(catalog), new DatabaseRoleStore(catalog), new DatabaseTokenStore(catalog));
}

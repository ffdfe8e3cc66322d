using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlCatalogTests(PostgreSqlFixture fixture) : CatalogSpecification
{
    private readonly LentCatalog<PostgreSqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ICatalog> CreateAsync() => await _catalog.StartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _catalog.RestartAsync();

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}

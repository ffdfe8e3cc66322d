using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlCatalogTests(MySqlFixture fixture) : CatalogSpecification
{
    private readonly LentCatalog<MySqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ICatalog> CreateAsync() => await _catalog.StartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _catalog.RestartAsync();

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}

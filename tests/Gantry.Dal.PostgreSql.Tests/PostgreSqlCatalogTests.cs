using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlCatalogTests(PostgreSqlFixture fixture) : CatalogSpecification
{
    private TestDatabase? _database;
    private PostgreSqlCatalog? _catalog;

    protected override async ValueTask<ICatalog> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return _catalog = await _database.StartAsync();
    }

    protected override async ValueTask<ICatalog> RestartAsync()
    {
        await _catalog!.StopAsync(Cancellation);
        return _catalog = await _database!.StartAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

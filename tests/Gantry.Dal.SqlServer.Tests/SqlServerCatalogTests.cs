using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>The specification of catalogs on a real server.</summary>
public sealed class SqlServerCatalogTests : CatalogSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<ICatalog> CreateAsync() => await _database.StartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _database.RestartAsync();

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

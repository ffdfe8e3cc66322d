using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>The catalog answers as every other catalog does: the tests are those of the specification.</summary>
public sealed class VendorTypeDatabaseTests : CatalogSpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<ICatalog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _database.StartAsync();

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

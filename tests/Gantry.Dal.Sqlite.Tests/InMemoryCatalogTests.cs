using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class InMemoryCatalogTests : CatalogSpecification
{
    private readonly InMemoryCatalog _catalog = new();

    protected override ValueTask<ICatalog> CreateAsync() => RestartAsync();

    protected override ValueTask<ICatalog> RestartAsync() => ValueTask.FromResult<ICatalog>(_catalog);

    protected override ValueTask DestroyAsync() => ValueTask.CompletedTask;
}

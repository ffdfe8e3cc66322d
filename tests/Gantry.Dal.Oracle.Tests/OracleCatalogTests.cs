using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Oracle.Tests;

/// <summary>The specification of catalogs on a real server.</summary>
[Collection(nameof(OracleSchema))]
public sealed class OracleCatalogTests : CatalogSpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<ICatalog> CreateAsync() => await _schema.StartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _schema.RestartAsync();

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();
}

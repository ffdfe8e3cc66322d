using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>The catalog answers as every other catalog does: the tests are those of the specification.</summary>
public sealed class VendorTypeDatabaseTests : CatalogSpecification
{
    private readonly TestServices _services = new("vendor-plugin-id");
    private VendorTypeDatabase? _database;

    protected override ValueTask<ICatalog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ICatalog> RestartAsync()
    {
        await StopAsync();
        _database = new VendorTypeDatabase(_services.Context, new TestPluginSettings<VendorTypeDatabaseSettings>(new()), _services.Logs);
        await _database.StartAsync(Cancellation);
        return _database;
    }

    protected override async ValueTask DestroyAsync()
    {
        await StopAsync();
        _services.Dispose();
    }

    private ValueTask StopAsync() => _database?.StopAsync(CancellationToken.None) ?? ValueTask.CompletedTask;
}

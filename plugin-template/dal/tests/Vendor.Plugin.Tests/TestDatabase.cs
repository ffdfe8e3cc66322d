using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>A database of its own, for a test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestServices _services = new("vendor-plugin-id");
    private VendorTypeDatabase? _database;

    /// <summary>Starts it, after it was stopped if it runs.</summary>
    public async ValueTask<VendorTypeDatabase> StartAsync()
    {
        await StopAsync();
        _database = new VendorTypeDatabase(_services.Context, new TestPluginSettings<VendorTypeDatabaseSettings>(new()), _services.Logs);
        await _database.StartAsync(TestContext.Current.CancellationToken);
        return _database;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _services.Dispose();
    }

    private ValueTask StopAsync() => _database?.StopAsync(CancellationToken.None) ?? ValueTask.CompletedTask;
}

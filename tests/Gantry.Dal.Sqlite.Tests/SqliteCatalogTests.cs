using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteCatalogTests : CatalogSpecification
{
    private readonly TestPluginContext _context = new("gantry.sqlite");
    private SqliteCatalog? _catalog;

    protected override async ValueTask<ICatalog> CreateAsync() => await RestartAsync();

    protected override async ValueTask<ICatalog> RestartAsync()
    {
        await StopAsync();
        _catalog = new SqliteCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(Cancellation);
        return _catalog;
    }

    protected override async ValueTask DestroyAsync()
    {
        await StopAsync();
        _context.Dispose();
    }

    private async ValueTask StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }
}

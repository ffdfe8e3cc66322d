using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.FileStore.Tests;

/// <summary>The store in files does what every store must.</summary>
public sealed class InstanceStoreSpecificationTests : InstanceStoreSpecification
{
    private readonly TestPluginContext _context = new("gantry.filestore");
    private FileInstanceStore? _store;

    protected override ValueTask<IInstanceStore> CreateAsync() => RestartAsync();

    protected override async ValueTask<IInstanceStore> RestartAsync()
    {
        await StopAsync();
        _store = new FileInstanceStore(_context, TimeProvider.System, NullLoggerFactory.Instance);
        await _store.StartAsync(Cancellation);
        return _store;
    }

    protected override async ValueTask DestroyAsync()
    {
        await StopAsync();
        _context.Dispose();
    }

    private ValueTask StopAsync() => _store?.StopAsync(CancellationToken.None) ?? ValueTask.CompletedTask;
}

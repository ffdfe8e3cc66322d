using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Benchmarks.Catalog;

/// <summary>A catalog that is measured: the plugin, loaded from its folder. A database is added by a class that derives from it: it is found by itself.</summary>
/// <param name="name">The database, as <c>--databases</c> names it.</param>
/// <param name="plugin">The plugin's id.</param>
internal abstract class CatalogUnderTest(string name, string plugin) : IAsyncDisposable
{
    private TestServices? _services;
    private PluginHarness? _plugin;

    public string Name => name;

    /// <summary>The running catalog.</summary>
    public ICatalog Catalog => _plugin!.GetService<ICatalog>();

    /// <summary>Starts an empty catalog.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <returns>Null where it can be measured, otherwise why not.</returns>
    public async ValueTask<string?> StartAsync(string folder)
    {
        _services = new TestServices(plugin);
        if (await PrepareAsync(_services, folder) is { } reason)
        {
            return reason;
        }

        _plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder(plugin), _services);
        return null;
    }

    /// <summary>The bytes of the database on the disk.</summary>
    public abstract long Size { get; }

    /// <summary>Starts what the plugin needs, and sets its settings.</summary>
    /// <returns>Null where it can be measured, otherwise why not.</returns>
    protected abstract ValueTask<string?> PrepareAsync(TestServices services, string folder);

    public virtual async ValueTask DisposeAsync()
    {
        if (_plugin is not null)
        {
            await _plugin.DisposeAsync();
        }

        _services?.Dispose();
    }
}

using System.Composition;
using System.Reflection;
using Gantry.Contracts.Testing.Composing;
using Gantry.Contracts.Testing.Loading;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>A plugin composed and started as a host does it, with services in memory, and called without a network.</summary>
/// <remarks>
/// Handlers are made for each operation and disposed after it; what a host would refuse is refused here with the same reason. Exceptions of the plugin
/// come through to the test. What it starts is cancelled when the test is. Safe for concurrent operations. Disposing it stops the plugin, disposes its parts and, where it was loaded from a folder,
/// unloads it; it does not dispose <see cref="Services"/> that were given to it, and a plugin that is started on them again finds its data folder as after a restart.
/// </remarks>
public sealed partial class PluginHarness : IAsyncDisposable
{
    private readonly bool _ownsServices;
    private ComposedPlugin? _plugin;
    private PluginLoadContext? _loaded;

    private PluginHarness(ComposedPlugin plugin, PluginLoadContext? loaded, TestServices services, bool ownsServices)
    {
        (_plugin, _loaded, Services, _ownsServices) = (plugin, loaded, services, ownsServices);
        Contracts = plugin.Contracts;
    }

    /// <summary>The services that the plugin was given.</summary>
    public TestServices Services { get; }

    /// <summary>The contracts that the plugin exports.</summary>
    public IReadOnlySet<Type> Contracts { get; }

    /// <summary>Dead once the plugin's load context is collected; null where it was not loaded from a folder.</summary>
    internal WeakReference? LoadContext => _loaded?.Reference;

    private ComposedPlugin Plugin => _plugin ?? throw new ObjectDisposedException(nameof(PluginHarness));

    /// <summary>Composes the exported parts of an assembly that the test references, and starts the plugin.</summary>
    /// <param name="plugin">The plugin's assembly: <c>typeof(SomethingOfThePlugin).Assembly</c>.</param>
    /// <param name="services">What it may import; services in memory unless set.</param>
    /// <exception cref="PluginRefusedException">A host would refuse it; the message says why.</exception>
    public static ValueTask<PluginHarness> StartAsync(Assembly plugin, TestServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return StartAsync(plugin, null, services);
    }

    /// <summary>Loads a plugin's folder into a collectible load context, as a host does, composes its exports and starts it.</summary>
    /// <param name="folder">The folder, with its <c>plugin.json</c>; of a project that the test references, <see cref="BuiltPlugin.Folder"/> knows it.</param>
    /// <param name="services">What it may import; services in memory unless set.</param>
    /// <exception cref="PluginRefusedException">A host would refuse it; the message says why.</exception>
    public static async ValueTask<PluginHarness> LoadAsync(string folder, TestServices? services = null)
    {
        var loaded = PluginLoadContext.Load(folder);
        try
        {
            return await StartAsync(loaded.EntryAssembly, loaded, services).ConfigureAwait(false);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>A service that the plugin provides, an <see cref="ICatalog"/> for example; valid until the harness is disposed.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <exception cref="InvalidOperationException">The plugin does not export it.</exception>
    public T GetService<T>()
        where T : class => Plugin.GetService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var (plugin, loaded) = (Interlocked.Exchange(ref _plugin, null), Interlocked.Exchange(ref _loaded, null));
        if (plugin is null)
        {
            return;
        }

        try
        {
            await plugin.StopAsync(Services.Context).ConfigureAwait(false);
        }
        finally
        {
            loaded?.Dispose();
            if (_ownsServices)
            {
                Services.Dispose();
            }
        }
    }

    private static async ValueTask<PluginHarness> StartAsync(Assembly assembly, PluginLoadContext? loaded, TestServices? services)
    {
        var given = services ?? new TestServices(loaded?.Manifest.Id ?? "test.plugin");
        try
        {
            var plugin = await ComposedPlugin.StartAsync(assembly, given, TestContext.Current.CancellationToken).ConfigureAwait(false);
            return new PluginHarness(plugin, loaded, given, ownsServices: services is null);
        }
        catch
        {
            if (services is null)
            {
                given.Dispose();
            }

            throw;
        }
    }

    // The handler's own DisposeAsync comes first: its imports are disposed with the export.
    private static async ValueTask<TResult> UseAsync<T, TResult>(Export<T> export, Func<T, ValueTask<TResult>> use)
        where T : class
    {
        try
        {
            return await use(export.Value).ConfigureAwait(false);
        }
        finally
        {
            await ComposedPlugin.DisposeAsync(export).ConfigureAwait(false);
        }
    }
}

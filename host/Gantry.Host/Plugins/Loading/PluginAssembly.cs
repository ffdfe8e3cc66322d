using System.Reflection;
using System.Runtime.Loader;
using Gantry.Host.Plugins.Folders;
using McMaster.NETCore.Plugins;

namespace Gantry.Host.Plugins.Loading;

/// <summary>A plugin's entry assembly in a load context of its own. Disposing it starts the unloading, unless it is one that is kept.</summary>
internal sealed class PluginAssembly : IDisposable
{
    private readonly PluginLoader _loader;

    private PluginAssembly(PluginLoader loader, Assembly assembly)
    {
        _loader = loader;
        Assembly = assembly;
        LoadContext = new WeakReference(AssemblyLoadContext.GetLoadContext(assembly), trackResurrection: true);
    }

    public Assembly Assembly { get; }

    /// <summary>Dead once the context is collected.</summary>
    public WeakReference LoadContext { get; }

    /// <summary>Loads the entry assembly from the private copy.</summary>
    /// <param name="folder">What is loaded.</param>
    /// <param name="privateCopy">The host's own copy of it.</param>
    /// <param name="rest">The context that it rests on.</param>
    /// <param name="isKept">True where it can never be unloaded.</param>
    /// <exception cref="PluginRefusedException">It is not an assembly, or does not use the host's contracts.</exception>
    public static PluginAssembly Load(PluginFolder folder, string privateCopy, AssemblyLoadContext rest, bool isKept)
    {
        var config = new PluginConfig(Path.Combine(privateCopy, folder.Manifest.Assembly))
        {
            IsUnloadable = !isKept,
            LoadInMemory = true, // a mapped file that somebody overwrites would end the process
            PreferSharedTypes = false,
            IsLazyLoaded = false,
            DefaultContext = rest,
        };
        foreach (var shared in SharedAssemblies.All)
        {
            config.SharedAssemblies.Add(shared.GetName());
        }

        foreach (var name in folder.Manifest.Resident)
        {
            config.SharedAssemblies.Add(new AssemblyName(name));
        }

        PluginLoader? loader = null;
        try
        {
            loader = new PluginLoader(config);
            var plugin = new PluginAssembly(loader, loader.LoadDefaultAssembly());
            plugin.Verify();
            FirstTouch.MeetAll(plugin.Assembly);
            return plugin;
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            loader?.Dispose();
            throw new PluginRefusedException($"{folder.Manifest.Assembly} cannot be loaded: {exception.Message}");
        }
        catch
        {
            loader?.Dispose();
            throw;
        }
    }

    public void Dispose() => _loader.Dispose();

    // The loader falls back to the plugin's own copy without a word, and a plugin with its own contracts exports nothing that the host knows.
    private void Verify()
    {
        var context = AssemblyLoadContext.GetLoadContext(Assembly)!;
        foreach (var reference in Assembly.GetReferencedAssemblies().Where(reference => SharedAssemblies.Contains(reference.Name)))
        {
            var mine = SharedAssemblies.All.First(assembly => assembly.GetName().Name == reference.Name);
            if (context.LoadFromAssemblyName(reference) != mine)
            {
                throw new PluginRefusedException($"It was compiled against {reference.Name} {reference.Version}; this host shares {mine.GetName().Version}.");
            }
        }
    }
}

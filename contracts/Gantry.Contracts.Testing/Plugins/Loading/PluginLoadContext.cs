using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace Gantry.Contracts.Testing.Loading;

/// <summary>A plugin's folder in a collectible load context, made as a host makes it. Disposing it starts the unloading.</summary>
internal sealed class PluginLoadContext : IDisposable
{
    private readonly PluginLoader _loader;

    private PluginLoadContext(PluginManifest manifest, PluginLoader loader, Assembly entryAssembly)
    {
        (Manifest, _loader, EntryAssembly) = (manifest, loader, entryAssembly);
        Reference = new WeakReference(AssemblyLoadContext.GetLoadContext(entryAssembly), trackResurrection: true);
    }

    public PluginManifest Manifest { get; }

    public Assembly EntryAssembly { get; }

    /// <summary>Dead once the context is collected.</summary>
    public WeakReference Reference { get; }

    /// <exception cref="PluginRefusedException">A host would not load it.</exception>
    public static PluginLoadContext Load(string folder)
    {
        var path = Path.GetFullPath(folder);
        var manifest = PluginManifest.Read(path);
        var entry = Path.Combine(path, manifest.Assembly);
        if (!File.Exists(entry))
        {
            throw new PluginRefusedException($"The assembly {manifest.Assembly} is not in the folder.");
        }

        foreach (var copy in Directory.EnumerateFiles(path, "*.dll", SearchOption.AllDirectories))
        {
            if (SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(copy)))
            {
                throw new PluginRefusedException($"The folder has a copy of {Path.GetRelativePath(path, copy)}, which the host shares with its plugins: remove it.");
            }
        }

        var config = new PluginConfig(entry)
        {
            IsUnloadable = true,
            LoadInMemory = true,
            PreferSharedTypes = false,
            IsLazyLoaded = false,
            DefaultContext = ResidentContext.Of(manifest, entry),
        };
        foreach (var shared in SharedAssemblies.Names.Concat(manifest.Resident.Select(name => new AssemblyName(name))))
        {
            config.SharedAssemblies.Add(shared);
        }

        return Load(manifest, config);
    }

    public void Dispose() => _loader.Dispose();

    private static PluginLoadContext Load(PluginManifest manifest, PluginConfig config)
    {
        var loader = new PluginLoader(config);
        try
        {
            return new PluginLoadContext(manifest, loader, loader.LoadDefaultAssembly());
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            loader.Dispose();
            throw new PluginRefusedException($"{manifest.Assembly} cannot be loaded: {exception.Message}");
        }
    }
}

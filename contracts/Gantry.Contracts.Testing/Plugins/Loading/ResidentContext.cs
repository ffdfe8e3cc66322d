using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Gantry.Contracts.Testing.Loading;

/// <summary>Holds the assemblies of a plugin that its manifest calls resident: loaded once, and never unloaded.</summary>
internal sealed class ResidentContext : AssemblyLoadContext
{
    private static readonly ConcurrentDictionary<string, Lazy<ResidentContext>> Contexts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;
    private readonly AssemblyDependencyResolver _resolver;

    private ResidentContext(string entryAssembly, IEnumerable<string> names) : base("resident", isCollectible: false)
    {
        _names = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _resolver = new AssemblyDependencyResolver(entryAssembly);
    }

    /// <summary>The context that a plugin rests on: the test's own where it has nothing resident.</summary>
    public static AssemblyLoadContext Of(PluginManifest manifest, string entryAssembly) => manifest.Resident.Count == 0
        ? Default
        : Contexts.GetOrAdd(entryAssembly, path => new Lazy<ResidentContext>(() => new ResidentContext(path, manifest.Resident))).Value;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && _names.Contains(name) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}

using System.Reflection;
using System.Runtime.Loader;

namespace Gantry.Host.Plugins.Loading;

/// <summary>
/// Holds the assemblies of a plugin that stay: database drivers and EF Core register handlers, timers and caches that would keep a collectible context
/// alive, and ReadyToRun code works only outside one.
/// </summary>
internal sealed class ResidentContext : AssemblyLoadContext
{
    private readonly HashSet<string> _names;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly NativeLibraries _natives;

    public ResidentContext(string name, string entryAssembly, IEnumerable<string> residentNames, NativeLibraries natives) : base(name, isCollectible: false)
    {
        _natives = natives;
        _names = residentNames.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _resolver = new AssemblyDependencyResolver(entryAssembly);
    }

    // Anything else comes from the host: contracts, dicom and the framework.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && _names.Contains(name) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(_natives.Choose(path)) : 0;
}

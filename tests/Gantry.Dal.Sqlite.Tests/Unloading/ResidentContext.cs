using System.Reflection;
using System.Runtime.Loader;

namespace Gantry.Dal.Sqlite.Tests.Unloading;

/// <summary>Holds what the manifest calls resident, as a host does.</summary>
internal sealed class ResidentContext(string folder, IReadOnlySet<string> resident) : AssemblyLoadContext("resident", isCollectible: false)
{
    private readonly AssemblyDependencyResolver _resolver = new(Path.Combine(folder, "Gantry.Dal.Sqlite.dll"));

    protected override Assembly? Load(AssemblyName assemblyName) =>
        resident.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}

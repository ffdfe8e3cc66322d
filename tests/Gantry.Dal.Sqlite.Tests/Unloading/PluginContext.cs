using System.Reflection;
using System.Runtime.Loader;

namespace Gantry.Dal.Sqlite.Tests.Unloading;

/// <summary>Holds the plugin's own assemblies, and can be unloaded with them.</summary>
internal sealed class PluginContext(string folder, ResidentContext resident, IReadOnlySet<string> own) : AssemblyLoadContext("plugin", isCollectible: true)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (own.Contains(assemblyName.Name!))
        {
            using var image = File.OpenRead(Path.Combine(folder, assemblyName.Name + ".dll"));
            return LoadFromStream(image);
        }

        return resident.LoadFromAssemblyName(assemblyName); // falls back to what the test itself has: contracts, dicom, the framework
    }
}

using System.Reflection;
using System.Runtime.Loader;

namespace Gantry.Host.Plugins.Loading;

/// <summary>Tells a plugin's own code from the host's, the framework's, and the drivers that plugins rest on.</summary>
internal static class PluginCode
{
    /// <summary>True where a plugin brought the assembly itself. Whether it can be unloaded says nothing: some plugins are kept.</summary>
    public static bool Has(Assembly? assembly) => assembly is not null && AssemblyLoadContext.GetLoadContext(assembly) is { } context
        && context != AssemblyLoadContext.Default && context is not ResidentContext;
}

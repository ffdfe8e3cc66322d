using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>What all plugins add to the workstation. Imported like a service; where no plugin adds anything, there is nothing.</summary>
/// <remarks>Immutable. Valid as long as what it was imported for: so long, the folders are there, too.</remarks>
public sealed class WebModules
{
    /// <summary>Modules in the order of their plugins.</summary>
    public WebModules(IEnumerable<LoadedWebModule> modules) => All = [.. modules.OrderBy(module => module.Plugin, StringComparer.Ordinal)];

    /// <summary>No modules.</summary>
    public static WebModules None { get; } = new([]);

    /// <summary>All of them.</summary>
    public ImmutableArray<LoadedWebModule> All { get; }
}

/// <summary>A module, and the version of the plugin that it is of.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Version">The plugin's version.</param>
/// <param name="Tag">What changes with the content of the plugin's folder: letters and digits.</param>
/// <param name="Folder">The plugin's folder, which does not change as long as the module is valid.</param>
/// <param name="Module">The module.</param>
public sealed record LoadedWebModule(string Plugin, string Version, string Tag, string Folder, IWebModule Module);

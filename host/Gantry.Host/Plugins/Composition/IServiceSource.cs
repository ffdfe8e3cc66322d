using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Finds who provides a service now.</summary>
internal interface IServiceSource
{
    /// <summary>The slot of the plugin that provides the contract.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin does.</exception>
    PluginSlot Provider(Type contract);
}

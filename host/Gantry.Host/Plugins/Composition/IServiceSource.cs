using Gantry.Host.Databases;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Finds who provides a service now.</summary>
internal interface IServiceSource
{
    /// <summary>Which plugin serves what, now.</summary>
    RoutingTable Routing { get; }

    /// <summary>What is written into the database passes these.</summary>
    DatabaseWrites Writes { get; }

    /// <summary>The slot of the plugin that provides the contract.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin does.</exception>
    PluginSlot Provider(Type contract) => Routing.Provider(contract) ?? throw new ServiceUnavailableException(contract.Name);
}

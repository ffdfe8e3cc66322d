using Gantry.Host.Administration;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Users;

/// <summary>The stores of users, on leases that end with this.</summary>
internal sealed class LeasedStores : IDisposable
{
    private readonly OperationLeases _leases;

    private LeasedStores(OperationLeases leases) => (_leases, Stores) = (leases, UserStores.Of(leases));

    public UserStores Stores { get; }

    /// <exception cref="ServiceUnavailableException">No plugin keeps users.</exception>
    public static LeasedStores Of(HttpContext context) => new(new OperationLeases(context.Service<PluginRegistry>()));

    public void Dispose() => _leases.Dispose();
}

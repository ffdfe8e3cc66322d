using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Databases;

/// <summary>Two databases, open for one step.</summary>
/// <param name="Source">The current one.</param>
/// <param name="Target">The one that is made like it.</param>
/// <param name="Lease">Ends the step.</param>
internal sealed record DatabasePair(IDatabaseTransfer Source, IDatabaseTransfer Target, IDisposable Lease) : IDisposable
{
    /// <summary>Opens those of two plugins.</summary>
    /// <exception cref="ServiceUnavailableException">One of them does not serve.</exception>
    public static DatabasePair Open(PluginRegistry registry, PluginSlot source, PluginSlot target)
    {
        var leases = new OperationLeases(registry);
        try
        {
            return new DatabasePair(leases.Get<IDatabaseTransfer>(source), leases.Get<IDatabaseTransfer>(target), leases);
        }
        catch
        {
            leases.Dispose();
            throw;
        }
    }

    public void Dispose() => Lease.Dispose();
}

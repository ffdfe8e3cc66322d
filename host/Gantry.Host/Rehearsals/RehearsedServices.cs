using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Rehearsals;

/// <summary>The services that an operation has which is rehearsed: they read, and take note of what they are to change.</summary>
internal static class RehearsedServices
{
    private static readonly FrozenSet<Type> Harmless =
        new[] { typeof(ICatalogScopePolicy), typeof(IReceivedStatistics), typeof(IStorageContextPolicy), typeof(IStoredInstanceReader) }.ToFrozenSet();

    /// <summary>The service for a rehearsal.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="service">Who would do it.</param>
    /// <param name="rehearsal">Takes note.</param>
    /// <exception cref="ServiceUnavailableException">What the service does cannot be noted only.</exception>
    public static object Of(Type contract, object service, Rehearsal rehearsal) => service switch
    {
        ICatalog catalog when contract == typeof(ICatalog) => new RehearsedCatalog(catalog, rehearsal),
        IInstanceStore store when contract == typeof(IInstanceStore) => new RehearsedStore(store, rehearsal),
        IJobQueue queue => new RehearsedQueue(queue, rehearsal),
        _ when Harmless.Contains(contract) => service,
        _ => throw new ServiceUnavailableException(contract.Name, $"A rehearsal may not have {contract.Name}."),
    };
}

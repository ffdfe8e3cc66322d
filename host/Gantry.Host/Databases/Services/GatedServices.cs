using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

/// <summary>The contracts of a database, whose calls go to the one that serves.</summary>
internal static class GatedServices
{
    private static readonly Dictionary<Type, Func<OperationLeases, object>> Makers = new()
    {
        [typeof(ICatalog)] = leases => new GatedCatalog(leases),
        [typeof(ICommitmentLedger)] = leases => new GatedCommitmentLedger(leases),
        [typeof(IMediaQueue)] = leases => new GatedMediaQueue(leases),
        [typeof(IRetrieveQueue)] = leases => new GatedRetrieveQueue(leases),
        [typeof(ITransactionLog)] = leases => new GatedTransactionLog(leases),
        [typeof(IUserStore)] = leases => new GatedUserStore(leases),
        [typeof(IRoleStore)] = leases => new GatedRoleStore(leases),
        [typeof(ITokenStore)] = leases => new GatedTokenStore(leases),
        [typeof(ISettingsHistory)] = leases => new GatedSettingsHistory(leases),
    };

    /// <summary>The contracts.</summary>
    public static IReadOnlyCollection<Type> Contracts => Makers.Keys;

    /// <summary>The service for an operation; null where the contract is none of a database.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin provides it.</exception>
    public static object? Make(Type contract, OperationLeases leases) => Makers.TryGetValue(contract, out var make) ? make(leases) : null;
}

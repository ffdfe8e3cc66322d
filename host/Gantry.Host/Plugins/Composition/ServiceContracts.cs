using Gantry.Contracts;
using Gantry.Dicom.Imaging;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Sorts the interfaces of the contracts: handlers, services between plugins, what the host calls, and what the host provides.</summary>
internal static class ServiceContracts
{
    /// <summary>The handler interfaces, and the command that each performs.</summary>
    public static IReadOnlyDictionary<Type, DimseCommand> Handlers { get; } = new Dictionary<Type, DimseCommand>
    {
        [typeof(ICStoreHandler)] = DimseCommand.CStore,
        [typeof(ICFindHandler)] = DimseCommand.CFind,
        [typeof(ICMoveHandler)] = DimseCommand.CMove,
        [typeof(ICGetHandler)] = DimseCommand.CGet,
        [typeof(INCreateHandler)] = DimseCommand.NCreate,
        [typeof(INActionHandler)] = DimseCommand.NAction,
        [typeof(INGetHandler)] = DimseCommand.NGet,
        [typeof(INSetHandler)] = DimseCommand.NSet,
        [typeof(INDeleteHandler)] = DimseCommand.NDelete,
        [typeof(INEventReportHandler)] = DimseCommand.NEventReport,
    };

    private static readonly HashSet<Type> Services =
    [
        typeof(ICatalog),
        typeof(ICatalogMaintenance),
        typeof(ICatalogScopePolicy),
        typeof(ICommitmentLedger),
        typeof(IDatabaseTransfer),
        typeof(IInstanceDeletion),
        typeof(IInstanceStore),
        typeof(IMediaCreation),
        typeof(IMediaQueue),
        typeof(IPartitionedInstanceStore),
        typeof(IReceivedStatistics),
        typeof(IRetention),
        typeof(IRetrieveQueue),
        typeof(IRoleStore),
        typeof(ISetAsideInstances),
        typeof(ISettingsHistory),
        typeof(IStorageContextPolicy),
        typeof(IStoredInstanceReader),
        typeof(ITokenStore),
        typeof(ITransactionLog),
        typeof(IUserIdentityCheck),
        typeof(IUserStore),
    ];

    /// <summary>
    /// What any number of plugins export at once, beside observers. Who needs codecs imports <see cref="PixelCodecs"/>, which chooses among all of them, and who needs devices
    /// <see cref="MediaDevices"/>, who shows what plugins add to the workstation <see cref="WebModules"/>.
    /// </summary>
    public static IReadOnlySet<Type> Codecs { get; } = new HashSet<Type> { typeof(IPixelDecoder), typeof(IPixelEncoder) };

    /// <summary>True for a service that one plugin provides and others import.</summary>
    public static bool Contains(Type contract) => Services.Contains(contract);

    /// <summary>The names of the services, codecs, devices and modules, as manifests have them.</summary>
    public static bool IsKnown(string name) => Services.Concat(Codecs).Append(typeof(IMediaDevice)).Append(typeof(IWebModule)).Any(service => service.Name == name);
}

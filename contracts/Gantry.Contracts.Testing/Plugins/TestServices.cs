using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Contracts.Testing;

/// <summary>What a plugin finds in a host, in memory: the host's own services, and those that other plugins would provide.</summary>
/// <remarks>One caller at a time; the services themselves are safe for concurrent use. Disposing it deletes the plugin's data folder.</remarks>
public sealed class TestServices : IDisposable
{
    private readonly Dictionary<Type, object> _host;
    private readonly Dictionary<Type, object?> _plugins;

    /// <summary>The services for a plugin.</summary>
    /// <param name="id">The plugin's id.</param>
    public TestServices(string id = "test.plugin")
    {
        Context = new TestPluginContext(id);
        Tokens = new InMemoryTokenStore(Users);
        _host = new()
        {
            [typeof(IPluginContext)] = Context,
            [typeof(IRemoteNodes)] = RemoteNodes,
            [typeof(IStudyEvents)] = StudyEvents,
            [typeof(IInstanceIntake)] = Intake,
            [typeof(IJobOwner)] = JobOwner,
            [typeof(ILoggerFactory)] = Logs,
            [typeof(TimeProvider)] = TimeProvider.System,
        };
        _plugins = new()
        {
            [typeof(ICatalog)] = Catalog,
            [typeof(ICatalogScopePolicy)] = ScopePolicy,
            [typeof(IInstanceStore)] = InstanceStore,
            [typeof(PixelCodecs)] = PixelCodecs.BuiltIn,
            [typeof(MediaDevices)] = new MediaDevices([MediaDevice]),
            [typeof(WebModules)] = WebModules.None,
            [typeof(ITransactionLog)] = TransactionLog,
            [typeof(ICommitmentLedger)] = CommitmentLedger,
            [typeof(IMediaQueue)] = MediaQueue,
            [typeof(IRetrieveQueue)] = RetrieveQueue,
            [typeof(IUserStore)] = Users,
            [typeof(IRoleStore)] = Roles,
            [typeof(ITokenStore)] = Tokens,
            [typeof(ISettingsHistory)] = SettingsHistory,
        };
    }

    /// <summary>What the host tells the plugin of itself: settings and folders.</summary>
    public TestPluginContext Context { get; }

    /// <summary>The catalog that the plugin imports, unless it provides one itself.</summary>
    public InMemoryCatalog Catalog { get; } = new();

    /// <summary>What callers may see of the catalog: all, unless set.</summary>
    public FixedScopePolicy ScopePolicy { get; } = new();

    /// <summary>The instance store that the plugin imports, unless it provides one itself.</summary>
    public InMemoryInstanceStore InstanceStore { get; } = new();

    /// <summary>The transaction log.</summary>
    public InMemoryTransactionLog TransactionLog { get; } = new();

    /// <summary>The storage commitments.</summary>
    public InMemoryJobQueue CommitmentLedger { get; } = new();

    /// <summary>The requests for media.</summary>
    public InMemoryJobQueue MediaQueue { get; } = new();

    /// <summary>The one device that makes media; others take its place by <see cref="With{T}"/> of <see cref="MediaDevices"/>.</summary>
    public InMemoryMediaDevice MediaDevice { get; } = new();

    /// <summary>The retrievals and sendings.</summary>
    public InMemoryJobQueue RetrieveQueue { get; } = new();

    /// <summary>The users.</summary>
    public InMemoryUserStore Users { get; } = new();

    /// <summary>The roles.</summary>
    public InMemoryRoleStore Roles { get; } = new();

    /// <summary>The tokens of the users.</summary>
    public InMemoryTokenStore Tokens { get; }

    /// <summary>The history of settings.</summary>
    public InMemorySettingsHistory SettingsHistory { get; } = new();

    /// <summary>The remote AEs.</summary>
    public InMemoryRemoteNodes RemoteNodes { get; } = new();

    /// <summary>The way in for instances that the plugin has otherwise than on an association.</summary>
    public InMemoryInstanceIntake Intake { get; } = new();

    /// <summary>Under which name the plugin holds jobs.</summary>
    public TestJobOwner JobOwner { get; } = new();

    /// <summary>What the plugin has told of studies.</summary>
    public RecordedStudyEvents StudyEvents { get; } = new();

    /// <summary>What the plugin has logged.</summary>
    public RecordedLogs Logs { get; } = new();

    internal IReadOnlyDictionary<Type, object> OfHost => _host;

    /// <summary>The services between plugins; null for one that nobody provides.</summary>
    internal IReadOnlyDictionary<Type, object?> OfPlugins => _plugins;

    /// <summary>Gives the plugin another service in place of the one in memory; before the plugin is started.</summary>
    /// <typeparam name="T">The contract, <see cref="ICatalog"/> or <see cref="TimeProvider"/> for example.</typeparam>
    /// <returns>These services.</returns>
    public TestServices With<T>(T service)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(service);
        if (_host.ContainsKey(typeof(T)))
        {
            _host[typeof(T)] = service;
        }
        else
        {
            _plugins[typeof(T)] = service;
        }

        return this;
    }

    /// <summary>Takes a service away, as in a host where no plugin provides it: an operation that imports it fails, the plugin is not refused.</summary>
    /// <typeparam name="T">The contract: a service between plugins.</typeparam>
    /// <returns>These services.</returns>
    public TestServices Without<T>()
        where T : class
    {
        _plugins[typeof(T)] = null;
        return this;
    }

    /// <summary>Sets a setting of the plugin; before the plugin is started.</summary>
    /// <returns>These services.</returns>
    public TestServices WithSetting(string name, string? value)
    {
        Context.With(name, value);
        return this;
    }

    /// <summary>Puts an instance into the catalog and the store in memory, as if it had been received: its attributes are its data set.</summary>
    /// <returns>Where it lies in the store.</returns>
    public async ValueTask<StoredInstance> AddAsync(SampleInstance sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var description = new InstanceDescription { SopClass = sample.SopClass, SopInstance = sample.SopInstance, TransferSyntax = TransferSyntax.ExplicitVRLittleEndian };
        var stored = InstanceStore.Add(description, DataSetWriter.ToArray(sample.Attributes, description.TransferSyntax));
        await Catalog.AddAsync([sample.ToEntry(stored.Location, stored.Length)], CancellationToken.None).ConfigureAwait(false);
        return stored;
    }

    /// <inheritdoc/>
    public void Dispose() => Context.Dispose();
}

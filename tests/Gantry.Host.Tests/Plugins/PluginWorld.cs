using System.Net;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Databases;
using Gantry.Host.Dispatch;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Settings;
using Gantry.Host.Plugins.Signatures;
using Gantry.Host.Plugins.Watching;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;
using Gantry.Host.Tls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Plugins;

/// <summary>A registry with folders of its own, and the verbs of an administrator and a peer.</summary>
internal sealed class PluginWorld : IAsyncDisposable
{
    public static readonly Uid StudyRootFind = new("1.2.840.10008.5.1.4.1.2.2.1");
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("gantry-");
    private readonly Func<PluginRegistry> _newRegistry;
    private AssociationGate? _associationGate;

    public PluginWorld(
        TimeSpan? drainTimeout = null,
        TimeSpan? startTimeout = null,
        TimeSpan? stopTimeout = null,
        FolderPolicy? folders = null,
        SignaturePolicy signatures = SignaturePolicy.Verify,
        ILoggerFactory? loggers = null,
        bool withPatientData = false,
        string? catalog = null,
        string? kept = null,
        params (string Id, string Name, string Value)[] settings)
    {
        loggers ??= NullLoggerFactory.Instance;
        Settings = new GantrySettings
        {
            AETitle = new AETitle("GANTRY"),
            DicomAddress = IPAddress.Loopback,
            DicomPort = 0,
            HttpPort = 0,
            DataFolder = Path.Combine(_home.FullName, "data"),
            PluginFolder = Path.Combine(_home.FullName, "plugins"),
            Catalog = catalog,
            KeepInMemory = kept is null ? [] : [kept],
            MaximumAssociations = 10,
            IdleTimeout = TimeSpan.FromMinutes(1),
            DrainTimeout = drainTimeout ?? TimeSpan.FromMinutes(1),
            WatchPlugins = true,
            Logging = new LoggingSettings { PatientData = withPatientData },
            StartTimeout = startTimeout ?? TimeSpan.FromMinutes(10),
            StopTimeout = stopTimeout ?? TimeSpan.FromSeconds(30),
            Signatures = signatures,
            TrustedSigners = Path.Combine(_home.FullName, "trusted"),
            FolderPolicy = folders ?? FolderPolicy.Default,
            Plugins = settings.GroupBy(setting => setting.Id).ToDictionary(
                plugin => plugin.Key,
                plugin => (IReadOnlyDictionary<string, string?>)plugin.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.OrdinalIgnoreCase)),
        };
        Directory.CreateDirectory(Settings.DataFolder);
        Directory.CreateDirectory(Settings.PluginFolder);
        PluginSettings = StoredSettings();
        Signatures = new SignatureVerifier(Settings, TimeProvider.System);
        Blame = new BlameBook(Settings.DataFolder);
        var copies = new PrivateCopies(Path.Combine(Settings.DataFolder, "generations"), NullLogger<PrivateCopies>.Instance);
        var residents = new ResidentContexts(Path.Combine(Settings.DataFolder, "resident"));
        Nodes = new NodeStore(Path.Combine(Settings.DataFolder, "nodes.json"));
        var nodes = new RemoteNodes(
            Nodes, Settings, new TlsStore(Settings, Refusals, TimeProvider.System, NullLogger<TlsStore>.Instance), Associations, Metrics, TimeProvider.System);
        StudyEvents = new StudyEvents(new Lazy<Observers>(() => new Observers(Registry!, NullLogger<Observers>.Instance)));
        var maker = new GenerationMaker(Settings, PluginSettings, copies, residents, Signatures, nodes, StudyEvents, new InstanceIntake(new Lazy<OwnAssociations>(() => throw new NotSupportedException("There is no listener."))), new TestJobOwner(), loggers, TimeProvider.System, NullLogger<PluginGeneration>.Instance);
        Retired = new RetiredGenerations(TimeProvider.System, NullLogger<RetiredGenerations>.Instance);
        Choice = new DatabaseChoice(Path.Combine(Settings.DataFolder, "catalog.json"), catalog);
        _newRegistry = () => new PluginRegistry(
            Settings, maker, copies, Retired, Blame, new RollbackBook(Settings.DataFolder), new HoldBook(Settings.DataFolder), Gate, Choice, Writes, TimeProvider.System, NullLogger<PluginRegistry>.Instance);
        Registry = _newRegistry();
    }

    public GantrySettings Settings { get; }

    public DatabaseChoice Choice { get; }

    public DatabaseWrites Writes { get; } = new();

    public IStudyEvents StudyEvents { get; }

    public NodeStore Nodes { get; }

    public RefusalBook Refusals { get; } = new(TimeProvider.System);

    public OpenAssociations Associations { get; } = new(TimeProvider.System);

    public HostMetrics Metrics { get; } = new();

    public HostActivities Activities { get; } = new();

    public DimseTelemetry Telemetry => new(Metrics, Activities, Nodes);

    /// <summary>Lets in what calls from an address; from within this process unless given. Limits count in the gate that is made first.</summary>
    public AssociationAccess Access(AssociationOrigin? origin = null)
    {
        _associationGate ??= new AssociationGate(
            new AccessControl(Settings, Nodes, new HostAddresses(TimeProvider.System)), new AssociationLimits(Settings), Refusals, NullLogger<AssociationGate>.Instance);
        return new AssociationAccess(origin ?? AssociationOrigin.Of(Settings.Listeners[0], null, null), _associationGate, Associations);
    }

    public RetiredGenerations Retired { get; }

    public BlameBook Blame { get; }

    /// <summary>What is kept of what administrators have paused and stopped, as a host that starts reads it.</summary>
    public HoldBook Holds => new(Settings.DataFolder);

    public SignatureVerifier Signatures { get; }

    public PluginRegistry Registry { get; private set; }

    public PluginSettingsStore PluginSettings { get; }

    public PluginSettingsChanges SettingsChanges(TimeSpan? patience = null) => new(Registry, PluginSettings, TimeProvider.System, NullLogger<PluginSettingsChanges>.Instance)
    {
        Patience = patience ?? TimeSpan.FromMinutes(1),
    };

    public HealthGateOptions Gate { get; } = new();

    /// <summary>Whose the queries are.</summary>
    public AETitle Caller { get; set; } = new("TEST");

    /// <summary>The values of settings, as a host that starts now would find them.</summary>
    public PluginSettingsStore StoredSettings() => new(Path.Combine(Settings.DataFolder, "plugin-settings.json"), Settings.Plugins);

    /// <summary>Puts a fixture into the plugin folder, in place of what was there.</summary>
    public string Drop(string project, string? name = null)
    {
        var built = Fixture.Folder(project);
        var target = Path.Combine(Settings.PluginFolder, name ?? Path.GetFileName(built));
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Fixture.Copy(built, target);
        return target;
    }

    /// <summary>What keeps an eye on the plugin folder.</summary>
    public PluginFolderWatcher Watcher() => new(Settings, Registry, TimeProvider.System, NullLogger<PluginFolderWatcher>.Instance);

    public Task<PluginSlot> LoadAsync(string folder, bool again = false) => Registry.LoadAsync(folder, again, null, TestContext.Current.CancellationToken);

    public Task<PluginSlot> DropAndLoadAsync(string project) => LoadAsync(Drop(project));

    public PluginSlot Slot(string id) => Registry.TryFind(id, out var slot) ? slot : throw new InvalidOperationException($"There is no plugin {id}.");

    /// <summary>Stops all plugins and loads what is in the plugin folder, as a host does that is started again.</summary>
    public async Task RestartAsync()
    {
        await Registry.StopAsync();
        Registry = _newRegistry();
        using var watcher = Watcher();
        await watcher.LoadAllAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Begins a query as the dispatcher does: leases the generation and makes the handler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Query BeginQuery()
    {
        var slot = Registry.Routing.Find(DimseCommand.CFind, StudyRootFind)!.Slot;
        var lease = slot.Acquire(Caller)!;
        try
        {
            var handler = (HandlerExport<ICFindHandler>)lease.Generation.Composition.Handler(DimseCommand.CFind, StudyRootFind)!;
            return new Query(lease, handler.Create());
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<string> QueryAsync()
    {
        await using var query = BeginQuery();
        return await query.AskAsync();
    }

    /// <summary>Waits until a retired generation is gone from memory.</summary>
    public async Task<bool> IsCollectedAsync(string id)
    {
        for (var i = 0; i < 100; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (Retired.List().Where(entry => entry.Id == id).All(entry => entry.UnloadedAt is not null && !entry.LoadContext.IsAlive))
            {
                return true;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return false;
    }

    /// <summary>Waits until a replaced generation is among the retired ones: whoever replaces it does not.</summary>
    public async Task IsRetiringAsync(string id)
    {
        for (var i = 0; Retired.List().All(entry => entry.Id != id); i++)
        {
            Assert.True(i < 1_500, $"No generation of {id} was retired within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.StopAsync();
        Retired.Dispose();
        Metrics.Dispose();
        Activities.Dispose();
        _home.Delete(recursive: true);
    }
}

/// <summary>One operation on a fixture's C-FIND handler.</summary>
internal sealed class Query(Lease lease, System.Composition.Export<ICFindHandler> handler) : IAsyncDisposable, IPendingResponses<DicomDataSet>
{
    public async Task<string> AskAsync()
    {
        var request = new CFindRequest
        {
            AffectedSopClassUid = PluginWorld.StudyRootFind,
            Identifier = DicomDataSet.Empty,
            Context = new OperationContext
            {
                AssociationId = 1,
                CalledAETitle = new AETitle("GANTRY"),
                CallingAETitle = new AETitle("TEST"),
                CancellationReason = () => CancellationReason.None,
                EventReports = NoEvents.Instance,
                CorrelationId = "1",
                MessageId = 1,
                PresentationContext = new OperationPresentationContext(1, PluginWorld.StudyRootFind, TransferSyntax.ImplicitVRLittleEndian),
            },
        };
        var response = await handler.Value.HandleAsync(request, this, CancellationToken.None);
        return response.Status == DimseStatus.Success ? response.ErrorComment! : response.Status.ToString();
    }

    public ValueTask SendAsync(DicomDataSet response, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        handler.Dispose();
        lease.Dispose();
        return ValueTask.CompletedTask;
    }
}

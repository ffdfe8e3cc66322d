using Gantry.Contracts;
using Gantry.Host.Access;
using Gantry.Host.Administration;
using Gantry.Host.Conformance;
using Gantry.Host.Databases;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Jobs;
using Gantry.Host.Listener;
using Gantry.Host.Logging;
using Gantry.Host.Maintenance;
using Gantry.Host.Maintenance.Imports;
using Gantry.Host.Maintenance.Verification;
using Gantry.Host.Memory;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Settings;
using Gantry.Host.Plugins.Signatures;
using Gantry.Host.Plugins.Watching;
using Gantry.Host.Readiness;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Gantry.Host.Supervision;
using Gantry.Host.Telemetry;
using Gantry.Host.Tls;
using Gantry.Host.Users;
using Gantry.Host.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gantry.Host;

/// <summary>The composition root: puts the host together, runs it, and takes it down in order.</summary>
internal static class GantryServer
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 2 where it could not start; the reason is then one line on the standard error.</returns>
    public static async Task<int> RunAsync(GantrySettings settings)
    {
        try
        {
            PrivateFiles.CreateFolder(settings.DataFolder);
            using var claim = DataFolderClaim.Take(settings.DataFolder);
            var application = Build(settings);
            await using (application.ConfigureAwait(false))
            {
                var services = application.Services;
                var record = CrashReview.Begin(settings.DataFolder, services.GetRequiredService<BlameBook>(), services.GetRequiredService<ILogger<BlameBook>>());
                HostProcess.FollowSupervisor(application.Lifetime);
                UnhandledExceptions.Contain(application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Gantry.Host.Plugins"), settings.Logging.PatientData);
                await StartAsync(application, settings).ConfigureAwait(false);
                await application.WaitForShutdownAsync().ConfigureAwait(false);
                application.Services.GetRequiredService<AdminTokenFile>().Remove();
                await application.Services.GetRequiredService<Observers>().TellAllAsync().ConfigureAwait(false);
                await application.Services.GetRequiredService<PluginRegistry>().StopAsync().ConfigureAwait(false);
                record.EndInOrder();
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"Gantry cannot start: {exception.Message}").ConfigureAwait(false);
            return 2;
        }
    }

    private static WebApplication Build(GantrySettings settings)
    {
        // Or it watches every folder below the working directory, for the sake of a file of settings that is not read, and each instance that is stored below it is news.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.Sources.Clear(); // the settings are read; Kestrel and logging take nothing from elsewhere
        builder.Services.AddHostLogging(settings);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<SocketTransportOptions>(options => options.MaxWriteBufferSize = WebListener.MaximumUnsentBytes); // where HTTP has Kestrel's sockets
        AddServices(builder.Services, settings);
        builder.Services.AddHostTelemetry(settings);
        (ListenOptions Loopback, ListenOptions? Web) http = default;
        Dictionary<string, ListenOptions> dicom = [];
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 1 << 20;
            foreach (var listener in settings.Listeners)
            {
                dicom[listener.Name] = DicomListeners.Listen(options, listener);
            }

            http = WebListener.Listen(options, settings);
        });
        var application = builder.Build();
        application.UseHostTelemetry();
        application.Services.GetRequiredService<PluginRegistry>().Changed += application.Services.GetRequiredService<ConformanceChanges>().PluginChanged;
        application.Services.GetRequiredService<OpenAssociations>().OutgoingEnded += application.Services.GetRequiredService<Observers>().TellOfOutgoing;
        application.MapAdmin();
        application.MapHealth();
        application.UseWeb();
        application.Lifetime.ApplicationStarted.Register(() => Announce(application.Services, settings, dicom, http));
        return application;
    }

    private static void AddServices(IServiceCollection services, GantrySettings settings)
    {
        var data = settings.DataFolder;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlockPoolFactory>();
        services.AddSingleton<IConnectionListenerFactory, PolledTransport>(); // before Kestrel's own
        services.AddSingleton(new NodeStore(Path.Combine(data, "nodes.json")));
        services.AddSingleton<IRemoteNodes, RemoteNodes>();
        services.AddSingleton<IStudyEvents>(provider => new StudyEvents(new Lazy<Observers>(provider.GetRequiredService<Observers>)));
        services.AddSingleton<IInstanceIntake>(provider => new InstanceIntake(new Lazy<OwnAssociations>(provider.GetRequiredService<OwnAssociations>)));
        services.AddSingleton<IJobOwner>(provider => JobOwner.Begin(data, Environment.MachineName, provider.GetRequiredService<ILogger<JobOwner>>()));
        services.AddSingleton(provider => new PrivateCopies(Path.Combine(data, "generations"), provider.GetRequiredService<ILogger<PrivateCopies>>()));
        services.AddSingleton(new ResidentContexts(Path.Combine(data, "resident")));
        services.AddSingleton<SignatureVerifier>();
        services.AddSingleton(new BlameBook(data));
        services.AddSingleton(new RollbackBook(data));
        services.AddSingleton(new HoldBook(data));
        services.AddSingleton(new PluginSettingsStore(Path.Combine(data, "plugin-settings.json"), settings.Plugins));
        services.AddSingleton<PluginSettingsChanges>();
        services.AddSingleton<GenerationMaker>();
        services.AddSingleton(new HealthGateOptions());
        services.AddSingleton(new DatabaseChoice(Path.Combine(data, "catalog.json"), settings.Catalog));
        services.AddSingleton<DatabaseWrites>();
        services.AddSingleton<DatabaseMove>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseMove>());
        services.AddSingleton<PluginRegistry>();
        services.AddHostedService<HealthGateKeeper>();
        services.AddSingleton<RetiredGenerations>();
        services.AddHostedService(provider => provider.GetRequiredService<RetiredGenerations>());
        services.AddSingleton<PluginFolderWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<PluginFolderWatcher>());
        services.AddSingleton<ServedEndpoints>();
        services.AddSingleton<ListenerSwitches>();
        services.AddSingleton<AssociationCounters>();
        services.AddSingleton<LooseConnections>();
        services.AddSingleton<OpenAssociations>();
        services.AddSingleton<HostAddresses>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<AssociationLimits>();
        services.AddSingleton<RefusalBook>();
        services.AddSingleton<AssociationGate>();
        services.AddSingleton<TlsStore>();
        services.AddHostedService(provider => provider.GetRequiredService<TlsStore>());
        services.AddSingleton<RetrievalBook>();
        services.AddSingleton<OperationWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<OperationWatch>());
        services.AddHostedService<MemoryWatch>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<AssociationSessions>();
        services.AddSingleton<OwnAssociations>();
        services.AddSingleton<Observers>();
        services.AddHostedService<InvocationFeed>();
        services.AddSingleton<AdminTokenFile>();
        services.AddUsers(settings.Users);
        services.AddHostedService<UserKeeper>();
        services.AddWeb();
        services.AddSingleton<StatusReader>();
        services.AddSingleton<ConformanceReader>();
        services.AddSingleton<ReadinessReader>();
        services.AddSingleton<ConformanceChanges>();
        services.AddSingleton<MemoryInspector>();
        services.AddSingleton<Reindexing>();
        services.AddHostedService(provider => provider.GetRequiredService<Reindexing>());
        services.AddSingleton<Verifying>();
        services.AddHostedService(provider => provider.GetRequiredService<Verifying>());
        services.AddSingleton<Importing>();
        services.AddHostedService(provider => provider.GetRequiredService<Importing>());
    }

    private static async Task StartAsync(WebApplication application, GantrySettings settings)
    {
        // The plugins come first: whoever connects finds everything that there is.
        await application.Services.GetRequiredService<PluginFolderWatcher>().LoadAllAsync(CancellationToken.None).ConfigureAwait(false);
        application.Services.GetRequiredService<ResidentContexts>().Prune();
        var first = application.Services.GetRequiredService<FirstAdministrator>();
        await CheckUsersAsync(first, settings, application.Services.GetRequiredService<ILogger<FirstAdministrator>>()).ConfigureAwait(false);
        application.Services.GetRequiredService<StatusReader>(); // notes when the host began to serve
        await application.StartAsync().ConfigureAwait(false);
        var endpoints = application.Services.GetRequiredService<ServedEndpoints>();
        Console.WriteLine(
            $"""
            Gantry serves.
              AE title     {settings.AETitle}
              DICOM        {string.Join(", ", DicomListeners.Describe(settings, endpoints))}
              HTTP         {string.Join(", ", new[] { endpoints.Http, endpoints.Web }.OfType<string>())}
              admin API    {endpoints.Http}/admin
              data         {settings.DataFolder}
              plugins      {settings.PluginFolder}
            """);
    }

    // What is not to be used by everybody is served beyond this machine only where somebody can log in.
    private static async Task CheckUsersAsync(FirstAdministrator first, GantrySettings settings, ILogger logger)
    {
        try
        {
            if (!await first.EnsureAsync(CancellationToken.None).ConfigureAwait(false) && settings.Web is not null)
            {
                throw new InvalidDataException("Gantry:Web is set, and nobody could log in: no plugin keeps users, or all of them are disabled or have no password.");
            }
        }
        catch (CatalogException failure)
        {
            logger.UsersNotRead(failure.Message); // DICOM has its own ways to be without a database; nobody logs in until it is back
        }
    }

    private static void Announce(IServiceProvider services, GantrySettings settings, Dictionary<string, ListenOptions> dicom, (ListenOptions Loopback, ListenOptions? Web) http)
    {
        var endpoints = services.GetRequiredService<ServedEndpoints>();
        endpoints.DicomPorts = dicom.ToDictionary(listener => listener.Key, listener => listener.Value.IPEndPoint!.Port);
        endpoints.DicomPort = endpoints.DicomPorts[ListenerSettings.Main];
        endpoints.HttpPort = http.Loopback.IPEndPoint!.Port;
        endpoints.Dicom = DicomListeners.Endpoint(settings.Listeners[0], endpoints.DicomPort);
        endpoints.Http = $"http://127.0.0.1:{endpoints.HttpPort}";
        endpoints.Web = http.Web is { } web ? WebListener.Endpoint(settings.Web!, web.IPEndPoint!.Port) : null;
        services.GetRequiredService<AdminTokenFile>().Write(endpoints.DicomPorts, endpoints.DicomPort, endpoints.HttpPort);
    }
}

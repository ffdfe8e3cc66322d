using System.Composition;
using System.Composition.Hosting;
using System.Reflection;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Host.Web;

namespace Gantry.Host.Plugins.Composition;

/// <summary>The parts of one generation of a plugin, composed. Disposing it disposes the shared ones.</summary>
internal sealed class PluginComposition : IDisposable
{
    private readonly CompositionHost _container;
    private readonly Dictionary<Type, ServiceExport> _services = [];
    private readonly List<ExportFactory<IOperationObserver>> _observers;
    private readonly List<ExportFactory<IAssociationObserver>> _associationObservers;
    private readonly List<ExportFactory<IInvocationObserver>> _invocationObservers;
    private readonly List<ExportFactory<IAdministrationObserver>> _administrationObservers;
    private readonly List<ExportFactory<IWebObserver>> _webObservers;
    private readonly List<ExportFactory<IStudyObserver>> _studyObservers;
    private readonly List<ExportFactory<IDeletionObserver>> _deletionObservers;
    private readonly List<ExportFactory<IMediaDevice>> _devices;
    private readonly List<ExportFactory<IWebModule>> _webModules;
    private readonly List<ExportFactory<IPixelDecoder>> _decoders;
    private readonly List<ExportFactory<IPixelEncoder>> _encoders;

    private PluginComposition(CompositionHost container, IReadOnlySet<Type> contracts, ServiceExports others)
    {
        _container = container;
        Imports = others.Imports;
        Contracts = contracts;
        Handlers = [.. ServiceContracts.Handlers.SelectMany(pair => Invoke<IEnumerable<HandlerExport>>(nameof(FindHandlers), pair.Key, pair.Value))];
        foreach (var contract in contracts.Where(ServiceContracts.Contains))
        {
            _services.Add(contract, Invoke<ServiceExport>(nameof(FindService), contract));
        }

        _observers = [.. container.GetExports<ExportFactory<IOperationObserver>>()];
        _associationObservers = [.. container.GetExports<ExportFactory<IAssociationObserver>>()];
        _invocationObservers = [.. container.GetExports<ExportFactory<IInvocationObserver>>()];
        _administrationObservers = [.. container.GetExports<ExportFactory<IAdministrationObserver>>()];
        _webObservers = [.. container.GetExports<ExportFactory<IWebObserver>>()];
        _studyObservers = [.. container.GetExports<ExportFactory<IStudyObserver>>()];
        _deletionObservers = [.. container.GetExports<ExportFactory<IDeletionObserver>>()];
        _devices = [.. container.GetExports<ExportFactory<IMediaDevice>>()];
        _webModules = [.. container.GetExports<ExportFactory<IWebModule>>()];
        _decoders = [.. container.GetExports<ExportFactory<IPixelDecoder>>()];
        _encoders = [.. container.GetExports<ExportFactory<IPixelEncoder>>()];
        Web = WebExport.Check([.. container.GetExports<ExportFactory<IWebHandler, WebHandlerMetadata>>().Select(factory => new WebExport(factory))]);
        Lifecycle = contracts.Contains(typeof(IPluginLifecycle)) ? container.GetExport<IPluginLifecycle>() : null;
        Conformance = contracts.Contains(typeof(IConformanceDetails)) ? container.GetExport<IConformanceDetails>() : null;
    }

    /// <summary>Every contract that the plugin exports.</summary>
    public IReadOnlySet<Type> Contracts { get; }

    /// <summary>The services of other plugins that its parts import.</summary>
    public IReadOnlySet<Type> Imports { get; }

    public IReadOnlyList<HandlerExport> Handlers { get; }

    /// <summary>The handlers of HTTP requests.</summary>
    public IReadOnlyList<WebExport> Web { get; }

    public IPluginLifecycle? Lifecycle { get; }

    public IConformanceDetails? Conformance { get; }

    /// <summary>True where the plugin exports observers of any kind.</summary>
    public bool Observes =>
        _observers.Count + _associationObservers.Count + _invocationObservers.Count + _administrationObservers.Count + _webObservers.Count + _studyObservers.Count
        + _deletionObservers.Count > 0;

    /// <summary>True where the plugin exports codecs.</summary>
    public bool HasCodecs => _decoders.Count + _encoders.Count > 0;

    /// <summary>True where the plugin exports devices.</summary>
    public bool HasMediaDevices => _devices.Count > 0;

    /// <summary>True where the plugin adds something to the workstation.</summary>
    public bool HasWebModules => _webModules.Count > 0;

    /// <summary>Composes the exported parts of the assembly.</summary>
    /// <exception cref="PluginRefusedException">They cannot be composed.</exception>
    public static PluginComposition Compose(Assembly assembly, IReadOnlyDictionary<Type, object> hostServices, IServiceSource source)
    {
        var contracts = ExportedContracts.Of(assembly);
        if (contracts.Count == 0)
        {
            throw new PluginRefusedException($"{assembly.GetName().Name} exports nothing that this host knows.");
        }

        ExportedHandlers.Check(assembly);
        var others = new ServiceExports(contracts, source);
        var container = new ContainerConfiguration()
            .WithAssembly(assembly)
            .WithProvider(new HostExports(hostServices))
            .WithProvider(others)
            .CreateContainer();
        try
        {
            return new PluginComposition(container, contracts, others);
        }
        catch
        {
            container.Dispose();
            throw;
        }
    }

    /// <summary>A part that the plugin exports once for the host alone; null where it does not.</summary>
    public T? Find<T>()
        where T : class => Contracts.Contains(typeof(T)) ? _container.GetExport<T>() : null;

    /// <summary>The service, and what gives it back.</summary>
    public (object Service, IDisposable Export) CreateService(Type contract) => _services[contract].Create();

    /// <summary>The observers: the shared ones, and one of each that is not. The caller disposes them.</summary>
    public IReadOnlyList<Export<IOperationObserver>> CreateObservers() => [.. _observers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of associations, likewise.</summary>
    public IReadOnlyList<Export<IAssociationObserver>> CreateAssociationObservers() => [.. _associationObservers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of what this server asks of peers, likewise.</summary>
    public IReadOnlyList<Export<IInvocationObserver>> CreateInvocationObservers() => [.. _invocationObservers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of administrators, likewise.</summary>
    public IReadOnlyList<Export<IAdministrationObserver>> CreateAdministrationObservers() => [.. _administrationObservers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of web requests, likewise.</summary>
    public IReadOnlyList<Export<IWebObserver>> CreateWebObservers() => [.. _webObservers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of studies, likewise.</summary>
    public IReadOnlyList<Export<IStudyObserver>> CreateStudyObservers() => [.. _studyObservers.Select(observer => observer.CreateExport())];

    /// <summary>The observers of deletions, likewise.</summary>
    public IReadOnlyList<Export<IDeletionObserver>> CreateDeletionObservers() => [.. _deletionObservers.Select(observer => observer.CreateExport())];

    /// <summary>The devices: the shared ones, and one of each that is not. The caller disposes them.</summary>
    public IEnumerable<Export<IMediaDevice>> CreateMediaDevices() => _devices.Select(device => device.CreateExport());

    /// <summary>What it adds to the workstation, likewise.</summary>
    public IEnumerable<Export<IWebModule>> CreateWebModules() => _webModules.Select(module => module.CreateExport());

    /// <summary>The decoders: the shared ones, and one of each that is not. The caller disposes them.</summary>
    public IEnumerable<Export<IPixelDecoder>> CreateDecoders() => _decoders.Select(decoder => decoder.CreateExport());

    /// <summary>The encoders, likewise.</summary>
    public IEnumerable<Export<IPixelEncoder>> CreateEncoders() => _encoders.Select(encoder => encoder.CreateExport());

    /// <summary>The handler for a command and SOP class; null where there is none.</summary>
    public HandlerExport? Handler(DimseCommand command, Uid sopClass) =>
        Handlers.FirstOrDefault(handler => handler.Command == command && handler.Serves(sopClass));

    /// <summary>Makes everything once that an operation would make. A service that no plugin provides yet is no fault of this one.</summary>
    /// <param name="folder">The folder that it was loaded from.</param>
    public void Try(string folder)
    {
        foreach (var service in _services.Values)
        {
            TryUnlessWaiting(() => service.Create().Export.Dispose());
        }

        TryUnlessWaiting(() =>
        {
            foreach (var observer in CreateObservers().Cast<IDisposable>().Concat(CreateAssociationObservers()).Concat(CreateInvocationObservers())
                .Concat(CreateAdministrationObservers()).Concat(CreateWebObservers()).Concat(CreateStudyObservers()))
            {
                observer.Dispose();
            }
        });
        TryUnlessWaiting(() =>
        {
            foreach (var device in CreateMediaDevices())
            {
                device.Dispose();
            }
        });
        TryUnlessWaiting(() => TryWebModules(folder));
        TryCodecs(CreateDecoders(), decoder => decoder.TransferSyntaxes);
        TryCodecs(CreateEncoders(), encoder => encoder.TransferSyntaxes);

        foreach (var handler in Handlers)
        {
            TryUnlessWaiting(handler.Try);
        }

        foreach (var web in Web)
        {
            TryUnlessWaiting(() => web.Create().Dispose());
        }
    }

    public void Dispose() => _container.Dispose();

    private void TryWebModules(string folder)
    {
        var contributions = new List<WebContribution>();
        foreach (var module in CreateWebModules())
        {
            using (module)
            {
                contributions.AddRange(module.Value.Contributions);
            }
        }

        if (WebContribution.FindFault(contributions, folder) is { } fault)
        {
            throw new PluginRefusedException(fault);
        }
    }

    // A codec that cannot say what it is for would never be asked, and nobody would know why.
    private static void TryCodecs<T>(IEnumerable<Export<T>> codecs, Func<T, IReadOnlyCollection<TransferSyntax>?> transferSyntaxes)
    {
        foreach (var codec in codecs)
        {
            using (codec)
            {
                if (transferSyntaxes(codec.Value) is not { Count: > 0 })
                {
                    throw new PluginRefusedException($"Its codec {codec.Value!.GetType().Name} does not say which transfer syntaxes it is for.");
                }
            }
        }
    }

    private static void TryUnlessWaiting(Action make)
    {
        try
        {
            make();
        }
        catch (ServiceUnavailableException)
        {
            return; // the provider may be loaded later; until then the plugin waits, and its operations say so
        }
    }

    private IEnumerable<HandlerExport> FindHandlers<T>(DimseCommand command) =>
        _container.GetExports<ExportFactory<T, DimseHandlerMetadata>>().Select(factory => new HandlerExport<T>(command, factory));

    private ServiceExport<T> FindService<T>()
        where T : class => new(_container.GetExport<ExportFactory<T>>());

    private TResult Invoke<TResult>(string method, Type contract, params object[] arguments) =>
        (TResult)GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(contract)
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}

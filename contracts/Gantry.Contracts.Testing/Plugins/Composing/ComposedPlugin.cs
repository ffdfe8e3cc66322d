using System.Collections.Concurrent;
using System.Composition;
using System.Composition.Hosting;
using System.Reflection;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing.Composing;

/// <summary>The parts of a plugin, composed and started.</summary>
internal sealed class ComposedPlugin
{
    private readonly CompositionHost _container;
    private readonly IPluginLifecycle? _lifecycle;
    private readonly ConcurrentBag<IDisposable> _services = [];

    private ComposedPlugin(CompositionHost container, IReadOnlySet<Type> contracts)
    {
        _container = container;
        Contracts = contracts;
        _lifecycle = contracts.Contains(typeof(IPluginLifecycle)) ? container.GetExport<IPluginLifecycle>() : null;
    }

    public IReadOnlySet<Type> Contracts { get; }

    public static async ValueTask<ComposedPlugin> StartAsync(Assembly assembly, TestServices services, CancellationToken cancellationToken)
    {
        var contracts = ExportedContracts.Of(assembly);
        ExportedHandlers.Check(assembly);
        services.Context.Begin();
        CompositionHost? container = null;
        try
        {
            container = new ContainerConfiguration().WithAssembly(assembly).WithProvider(new TestExports(services, contracts)).CreateContainer();
            var plugin = new ComposedPlugin(container, contracts);
            await plugin.TryAsync().ConfigureAwait(false);
            plugin.TryWebModules(services.Context.Folder);
            if (plugin._lifecycle is { } lifecycle)
            {
                await lifecycle.StartAsync(cancellationToken).ConfigureAwait(false);
            }

            if (plugin._lifecycle is IPluginWarmUp warmUp)
            {
                await warmUp.WarmAsync(cancellationToken).ConfigureAwait(false);
            }

            return plugin;
        }
        catch (CompositionFailedException failure)
        {
            container?.Dispose();
            throw new PluginRefusedException($"Its parts cannot be composed: {failure.Message}");
        }
        catch
        {
            container?.Dispose();
            throw;
        }
    }

    public T GetService<T>()
        where T : class =>
        Contracts.Contains(typeof(T)) ? Kept(_container.GetExport<ExportFactory<T>>().CreateExport()) : throw new InvalidOperationException($"The plugin does not export {typeof(T).Name}.");

    public IReadOnlyList<Export<T>> CreateObserversOf<T>() => [.. _container.GetExports<ExportFactory<T>>().Select(factory => factory.CreateExport())];

    public IReadOnlyList<Export<IStudyObserver>> CreateStudyObservers() =>
        [.. _container.GetExports<ExportFactory<IStudyObserver>>().Select(factory => factory.CreateExport())];

    public Export<T> CreateHandler<T>(Uid sopClass)
        where T : class
    {
        var serving = Handlers<T>().Where(handler => handler.Metadata.SopClasses.Contains(sopClass.Value)).ToList();
        if (serving.Count == 0)
        {
            serving = [.. Handlers<T>().Where(handler => handler.Metadata.Group == SopClassGroup.Storage)];
        }

        return serving.Count switch
        {
            1 => serving[0].CreateExport(),
            0 => throw new InvalidOperationException($"The plugin has no {typeof(T).Name} for {sopClass}."),
            _ => throw new InvalidOperationException($"The plugin has {serving.Count} {typeof(T).Name} for {sopClass}; one alone may serve it."),
        };
    }

    public FoundWebHandler? FindWebHandler(string method, string prefix, IReadOnlyList<string> path) =>
        ExportedRoutes.Find(_container.GetExports<ExportFactory<IWebHandler, WebHandlerMetadata>>(), method, prefix, path);

    public async ValueTask StopAsync(TestPluginContext context)
    {
        try
        {
            context.Stop();
            if (_lifecycle is { } lifecycle)
            {
                await lifecycle.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var service in _services)
            {
                service.Dispose();
            }

            _container.Dispose();
        }
    }

    public static async ValueTask DisposeAsync<T>(Export<T> export)
        where T : class
    {
        try
        {
            if (export.Value is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            export.Dispose();
        }
    }

    // As a host makes a service for an operation, which here lasts as long as the plugin.
    private T Kept<T>(Export<T> export)
        where T : class
    {
        _services.Add(export);
        return export.Value;
    }

    private IEnumerable<ExportFactory<T, DimseHandlerMetadata>> Handlers<T>() => _container.GetExports<ExportFactory<T, DimseHandlerMetadata>>();

    // A host makes everything once before it lets a plugin serve, so that what cannot be made is refused and not found by a peer.
    private async ValueTask TryAsync()
    {
        if (Contracts.Contains(typeof(IConformanceDetails)))
        {
            _ = _container.GetExport<IConformanceDetails>().Describe().ToList();
        }

        await TryObserversAsync<IOperationObserver>().ConfigureAwait(false);
        await TryObserversAsync<IAssociationObserver>().ConfigureAwait(false);
        await TryObserversAsync<IInvocationObserver>().ConfigureAwait(false);
        await TryObserversAsync<IAdministrationObserver>().ConfigureAwait(false);
        await TryObserversAsync<IWebObserver>().ConfigureAwait(false);

        foreach (var observer in CreateStudyObservers())
        {
            await DisposeAsync(observer).ConfigureAwait(false);
        }

        await TryAsync<ICStoreHandler>().ConfigureAwait(false);
        await TryAsync<ICFindHandler>().ConfigureAwait(false);
        await TryAsync<ICMoveHandler>().ConfigureAwait(false);
        await TryAsync<ICGetHandler>().ConfigureAwait(false);
        await TryAsync<INCreateHandler>().ConfigureAwait(false);
        await TryAsync<INActionHandler>().ConfigureAwait(false);
        await TryAsync<INGetHandler>().ConfigureAwait(false);
        await TryAsync<INSetHandler>().ConfigureAwait(false);
        await TryAsync<INDeleteHandler>().ConfigureAwait(false);
        await TryAsync<INEventReportHandler>().ConfigureAwait(false);
        ExportedRoutes.Check(_container.GetExports<ExportFactory<IWebHandler, WebHandlerMetadata>>().Select(handler => handler.Metadata));
    }

    private void TryWebModules(string folder)
    {
        var contributions = new List<WebContribution>();
        foreach (var module in CreateObserversOf<IWebModule>())
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

    private async ValueTask TryObserversAsync<T>()
        where T : class
    {
        foreach (var observer in CreateObserversOf<T>())
        {
            await DisposeAsync(observer).ConfigureAwait(false);
        }
    }

    private async ValueTask TryAsync<T>()
        where T : class
    {
        foreach (var handler in Handlers<T>())
        {
            var invalid = handler.Metadata.SopClasses.FirstOrDefault(text => !Uid.TryParse(text, out _));
            if (invalid is not null)
            {
                throw new PluginRefusedException($"It serves '{invalid}', which is no UID.");
            }

            try
            {
                await DisposeAsync(handler.CreateExport()).ConfigureAwait(false);
            }
            catch (ServiceMissingException)
            {
                continue; // the provider may come later; until then the operations say so
            }
        }
    }
}

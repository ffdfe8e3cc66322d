using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;
using Gantry.Host.Databases.Services;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Plugins.Composition;

/// <summary>What one operation has leased: a generation for each provider it met, kept until the operation ends.</summary>
/// <remarks>Safe for concurrent use: what an operation has got may go on to another database in the middle of it.</remarks>
internal sealed class OperationLeases(IServiceSource source) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(PluginSlot Slot, Lease Lease)> _leases = [];
    private readonly List<IDisposable> _exports = [];
    private bool _isDisposed;

    public IServiceSource Source => source;

    public T Get<T>()
        where T : class => (T)Get(typeof(T));

    /// <exception cref="ServiceUnavailableException">No plugin provides it, or a rehearsal may not have it.</exception>
    public object Get(Type contract)
    {
        var service = GatedServices.Make(contract, this) ?? Get(source.Provider(contract), contract);
        return RehearsalScope.Current is { } rehearsal ? RehearsedServices.Of(contract, service, rehearsal) : service;
    }

    /// <summary>The service of one plugin, whether it is the one that serves or not.</summary>
    /// <exception cref="ServiceUnavailableException">The plugin does not serve.</exception>
    public T Get<T>(PluginSlot slot)
        where T : class => (T)Get(slot, typeof(T));

    /// <summary>The codecs of all plugins that have some, of several for a transfer syntax that of a vendor before Gantry's own.</summary>
    public PixelCodecs Codecs()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var compositions = Compositions(source.Routing.Codecs).ToList();
            return new PixelCodecs(
                Keep(compositions.SelectMany(composition => composition.CreateDecoders())),
                Keep(compositions.SelectMany(composition => composition.CreateEncoders())));
        }
    }

    /// <summary>The devices of all plugins that have some, those of vendors first.</summary>
    public MediaDevices MediaDevices()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return new MediaDevices(Keep(Compositions(source.Routing.MediaDevices).SelectMany(composition => composition.CreateMediaDevices())));
        }
    }

    /// <summary>What all plugins add to the workstation.</summary>
    public WebModules WebModules()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var modules = new List<LoadedWebModule>();
            foreach (var generation in source.Routing.WebModules.Select(Find).OfType<PluginGeneration>())
            {
                var (manifest, kept) = (generation.Manifest, Keep(generation.Composition.CreateWebModules()));
                modules.AddRange(kept.Select(module => new LoadedWebModule(manifest.Id, manifest.Version, generation.ContentHash, generation.PrivateCopy, module)));
            }

            return new WebModules(modules);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            try
            {
                foreach (var export in _exports)
                {
                    export.Dispose();
                }
            }
            finally
            {
                foreach (var (_, lease) in _leases)
                {
                    lease.Dispose();
                }

                _exports.Clear();
                _leases.Clear();
            }
        }
    }

    private object Get(PluginSlot slot, Type contract)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var (service, export) = Generation(slot, contract).Composition.CreateService(contract);
            _exports.Add(export);
            return service;
        }
    }

    private IEnumerable<PluginComposition> Compositions(IEnumerable<PluginSlot> slots) =>
        slots.Select(Find).OfType<PluginGeneration>().Select(generation => generation.Composition);

    private List<T> Keep<T>(IEnumerable<Export<T>> exports)
    {
        var kept = new List<T>();
        foreach (var export in exports)
        {
            _exports.Add(export);
            kept.Add(export.Value);
        }

        return kept;
    }

    private PluginGeneration Generation(PluginSlot slot, Type contract) => Find(slot) ?? throw new ServiceUnavailableException(contract.Name);

    // Null where the plugin does not serve any more.
    private PluginGeneration? Find(PluginSlot slot)
    {
        foreach (var known in _leases)
        {
            if (known.Slot == slot)
            {
                return known.Lease.Generation;
            }
        }

        if (slot.Acquire(CallerScope.Caller) is not { } lease)
        {
            return null;
        }

        _leases.Add((slot, lease));
        CallerScope.Met(lease.Generation);
        return lease.Generation;
    }
}

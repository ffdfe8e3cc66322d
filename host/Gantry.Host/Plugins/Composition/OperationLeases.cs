using Gantry.Host.Databases.Services;
using Gantry.Host.Plugins.Registry;

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

    /// <exception cref="ServiceUnavailableException">No plugin provides it.</exception>
    public object Get(Type contract) => GatedServices.Make(contract, this) ?? Get(source.Provider(contract), contract);

    /// <summary>The service of one plugin, whether it is the one that serves or not.</summary>
    /// <exception cref="ServiceUnavailableException">The plugin does not serve.</exception>
    public T Get<T>(PluginSlot slot)
        where T : class => (T)Get(slot, typeof(T));

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

    private PluginGeneration Generation(PluginSlot slot, Type contract)
    {
        foreach (var known in _leases)
        {
            if (known.Slot == slot)
            {
                return known.Lease.Generation;
            }
        }

        var lease = slot.Acquire(CallerScope.Caller) ?? throw new ServiceUnavailableException(contract.Name);
        _leases.Add((slot, lease));
        CallerScope.Met(lease.Generation);
        return lease.Generation;
    }
}

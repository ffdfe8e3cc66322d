using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Plugins.Composition;

/// <summary>What one operation has leased: a generation for each provider it met, kept until the operation ends.</summary>
/// <remarks>The parts of an operation are composed by one thread.</remarks>
internal sealed class OperationLeases(IServiceSource source) : IDisposable
{
    private readonly List<(PluginSlot Slot, Lease Lease)> _leases = [];
    private readonly List<IDisposable> _exports = [];

    public T Get<T>()
        where T : class => (T)Get(typeof(T));

    public object Get(Type contract)
    {
        var (service, export) = Generation(source.Provider(contract), contract).Composition.CreateService(contract);
        _exports.Add(export);
        return service;
    }

    public void Dispose()
    {
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

using System.Composition.Hosting.Core;
using Gantry.Contracts;
using Gantry.Dicom.Imaging;

namespace Gantry.Host.Plugins.Composition;

/// <summary>
/// Gives a plugin's parts the services of other plugins. What it gives out is leased: the lease is bound to the operation's lifetime, so the provider
/// drains exactly when the operation ends, and within one operation a provider is always the same generation.
/// </summary>
/// <param name="ownContracts">The contracts that the plugin exports itself; for these the provider is silent, or there would be two exports.</param>
/// <param name="source">Finds the current generation of whoever provides a contract.</param>
internal sealed class ServiceExports(IReadOnlySet<Type> ownContracts, IServiceSource source) : ExportDescriptorProvider
{
    private readonly int _operationLeases = LifetimeContext.AllocateSharingId();
    private readonly HashSet<Type> _imports = [];

    /// <summary>The services of other plugins that parts composed so far import.</summary>
    public IReadOnlySet<Type> Imports => _imports;

    public override IEnumerable<ExportDescriptorPromise> GetExportDescriptors(CompositionContract contract, DependencyAccessor descriptorAccessor)
    {
        // Nobody waits for codecs, for devices, or for what is added to the workstation: where no plugin has any, there are none.
        if (contract.Equals(new CompositionContract(typeof(PixelCodecs))))
        {
            return [Promise(contract, "the plugins that have codecs", leases => leases.Codecs())];
        }

        if (contract.Equals(new CompositionContract(typeof(MediaDevices))))
        {
            return [Promise(contract, "the plugins that have devices", leases => leases.MediaDevices())];
        }

        if (contract.Equals(new CompositionContract(typeof(WebModules))))
        {
            return [Promise(contract, "the plugins that add to the workstation", leases => leases.WebModules())];
        }

        if (!ServiceContracts.Contains(contract.ContractType) || ownContracts.Contains(contract.ContractType)
            || !contract.Equals(new CompositionContract(contract.ContractType)))
        {
            return NoExportDescriptors;
        }

        var type = contract.ContractType;
        _imports.Add(type);
        return [Promise(contract, "another plugin", leases => leases.Get(type))];
    }

    private ExportDescriptorPromise Promise(CompositionContract contract, string origin, Func<OperationLeases, object> get) =>
        new(contract, origin, isShared: false, NoDependencies, _ =>
            ExportDescriptor.Create((context, operation) => Lease(context, operation, contract.ContractType, get), NoMetadata));

    private object Lease(LifetimeContext context, CompositionOperation operation, Type contract, Func<OperationLeases, object> get)
    {
        // A shared part lives in the outermost context, as long as its plugin: its lease would keep the provider from ever being replaced.
        if (ReferenceEquals(context, context.FindContextWithin(null!)))
        {
            throw new PluginRefusedException(
                $"A [Shared] part imports {contract.Name}, which another plugin provides; only parts that are made for each operation may.");
        }

        var leases = (OperationLeases)context.GetOrCreate(_operationLeases, operation, (inner, _) =>
        {
            var made = new OperationLeases(source);
            inner.AddBoundInstance(made);
            return made;
        });
        try
        {
            return get(leases);
        }
        catch
        {
            leases.Dispose(); // what is being composed will never be, and nobody else would end what it has leased so far
            throw;
        }
    }
}

using System.Composition.Hosting.Core;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Gives a plugin's parts the host's services, each one object for the plugin's lifetime.</summary>
internal sealed class HostExports(IReadOnlyDictionary<Type, object> services) : ExportDescriptorProvider
{
    public override IEnumerable<ExportDescriptorPromise> GetExportDescriptors(CompositionContract contract, DependencyAccessor descriptorAccessor)
    {
        if (!services.TryGetValue(contract.ContractType, out var service) || !contract.Equals(new CompositionContract(contract.ContractType)))
        {
            return NoExportDescriptors;
        }

        return
        [
            new ExportDescriptorPromise(contract, "host", isShared: true, NoDependencies, _ => ExportDescriptor.Create((_, _) => service, NoMetadata)),
        ];
    }
}

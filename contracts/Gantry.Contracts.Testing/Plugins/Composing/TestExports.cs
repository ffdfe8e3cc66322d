using System.Composition.Hosting.Core;

namespace Gantry.Contracts.Testing.Composing;

/// <summary>Gives a plugin's parts the services of a test, by the rules of a host.</summary>
internal sealed class TestExports(TestServices services, IReadOnlySet<Type> ownContracts) : ExportDescriptorProvider
{
    public override IEnumerable<ExportDescriptorPromise> GetExportDescriptors(CompositionContract contract, DependencyAccessor descriptorAccessor)
    {
        if (!contract.Equals(new CompositionContract(contract.ContractType)))
        {
            return NoExportDescriptors;
        }

        if (services.OfHost.TryGetValue(contract.ContractType, out var ofHost))
        {
            return [new ExportDescriptorPromise(contract, "host", isShared: true, NoDependencies, _ => ExportDescriptor.Create((_, _) => ofHost, NoMetadata))];
        }

        if (contract.ContractType.IsGenericType && contract.ContractType.GetGenericTypeDefinition() == typeof(IPluginSettings<>))
        {
            return [new ExportDescriptorPromise(contract, "host", isShared: true, NoDependencies, _ => Settings(contract.ContractType))];
        }

        // What the plugin provides itself it gets from itself; a second export would be one too many.
        return services.OfPlugins.TryGetValue(contract.ContractType, out var ofPlugin) && !ownContracts.Contains(contract.ContractType)
            ? [new ExportDescriptorPromise(contract, "another plugin", isShared: false, NoDependencies, _ =>
                ExportDescriptor.Create((context, _) => Leased(context, contract.ContractType, ofPlugin), NoMetadata))]
            : NoExportDescriptors;
    }

    private ExportDescriptor Settings(Type contract)
    {
        try
        {
            var record = contract.GenericTypeArguments[0];
            var settings = Activator.CreateInstance(typeof(TestPluginSettings<>).MakeGenericType(record), SettingsDeclaration.Of(record).Read(services.Context.Settings))!;
            return ExportDescriptor.Create((_, _) => settings, NoMetadata);
        }
        catch (PluginSettingsException faults)
        {
            throw new PluginRefusedException($"Its settings cannot be used. {faults.Message}");
        }
    }

    // A host leases the service to the operation, and a shared part is of none.
    private static object Leased(LifetimeContext context, Type contract, object? service) => ReferenceEquals(context, context.FindContextWithin(null!))
        ? throw new PluginRefusedException($"A [Shared] part imports {contract.Name}, which another plugin provides; only parts that are made for each operation may.")
        : service ?? throw new ServiceMissingException(contract);
}
